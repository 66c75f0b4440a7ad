// What other apps share with the installed app: the service worker keeps it, the right screen takes it, once.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';

let gateway: GatewayProcess;
let mia: Person;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  mia = await startPerson('Mia', gateway.origin);
  await mia.signUp();
  // The worker answers for pages that were opened after it stood.
  await mia.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await mia.page.reload();
  await mia.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});

afterAll(async () => {
  await mia?.close();
  if (mia !== undefined) forgetBrowser(mia.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [mia], gateway));
});

interface Shared {
  readonly fields?: Readonly<Record<string, string>>;
  readonly files?: readonly (readonly [name: string, text: string])[];
}

/** In the page. */
async function post({ path, fields = {}, files = [] }: Shared & { readonly path: string }): Promise<boolean> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, text] of files) form.append('files', new File([text], name, { type: 'text/csv' }));
  return (await fetch(path, { method: 'POST', body: form })).ok;
}

/** As the system does it with the manifest's `share_target`, except that the page asks: then it goes where the answer leads. */
async function share(shared: Shared): Promise<void> {
  const ok = await mia.page.evaluate(post, { ...shared, path: './share' });
  expect(ok).toBe(true);
  await mia.page.goto(`${gateway.origin}/#/settings/share`);
}

describe('shared with the app', () => {
  it('files are looked into, and nothing happens yet', async () => {
    await share({ files: [['following_accounts.csv', 'Account address,Show boosts\nada@nowhere.example,true\n']] });
    await mia.page.getByRole('heading', { name: 'Bring people along', level: 1 }).waitFor();
    await mia.page.getByRole('button', { name: 'Follow 1 person' }).waitFor();
    await mia.page.reload();
    await mia.page.getByRole('button', { name: 'Save as CSV: People you follow' }).waitFor();
    expect(await mia.page.getByRole('button', { name: 'Follow 1 person' }).count()).toBe(0);
  });

  it('words are something to write about', async () => {
    await share({ fields: { title: 'A story', text: 'https://news.example/story' } });
    const text = mia.page.getByRole('dialog').getByLabel('Text');
    await expect.poll(() => text.inputValue()).toBe('A story\n\nhttps://news.example/story');
    await mia.page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  });

  it('an address is somebody to follow', async () => {
    const address = await mia.address();
    await share({ fields: { text: address } });
    await mia.page.getByRole('heading', { name: 'Follow', level: 1 }).waitFor();
    await mia.page.getByRole('main').getByText('@mia').waitFor();
    await mia.page.getByRole('link', { name: 'Show profile' }).waitFor();
  });

  it('other addresses of the origin are none of the worker’s', async () => {
    for (const path of ['./shared', './ipfs/share', './share?x=1', './pollen/share']) {
      await mia.page.evaluate(post, { path, files: [['a.csv', 'ada@nowhere.example']] as const });
    }
    const kept = await mia.page.evaluate(async () => (await (await caches.open('pollen-shared')).keys()).length);
    expect(kept).toBe(0);
  });
});
