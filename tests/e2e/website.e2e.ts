// An account becomes a website: made in the app, given an address of its own, downloaded, put on hosts that know nothing of accounts,
// and read there as strictly as the checker can.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';
import { photoWithPosition } from './support/picture.ts';
import { type PlainHost, startPlainHost } from './support/plain-host.ts';
import { runPollen } from './support/pollen-command.ts';
import { createTestAuthority } from './support/test-authority.ts';
import { unpack, writeFiles } from './support/unpack.ts';

const hostName = 'alice.meadow.test';
const folder = mkdtempSync(join(tmpdir(), 'pollen-website-'));
const authority = createTestAuthority();
const certificate = authority.issue([hostName, 'localhost']);
const authorityFile = join(folder, 'authority.pem');
let gateway: GatewayProcess;
let host: PlainHost;
let bareHost: PlainHost;
let origin = '';
let alice: Person;
let bob: Person;
let address = '';

beforeAll(async () => {
  writeFileSync(authorityFile, authority.certificate);
  [gateway, host, bareHost] = await Promise.all([
    startGatewayProcess(),
    startPlainHost({ tls: certificate, headersFile: true }),
    startPlainHost({ headersFile: false }),
  ]);
  origin = `https://${hostName}:${host.port}`;
  const flags = [
    `--host-resolver-rules=MAP ${hostName} 127.0.0.1`,
    `--ignore-certificate-errors-spki-list=${certificate.spkiSha256}`,
  ];
  [alice, bob] = await Promise.all([
    startPerson('Alice', gateway.origin, { flags }),
    startPerson('Bob', gateway.origin, { flags, viewport: { width: 390, height: 844 }, colorScheme: 'dark' }),
  ]);
});

afterAll(async () => {
  await Promise.allSettled([alice, bob].filter((person) => person !== undefined).map((person) => person.close()));
  for (const person of [alice, bob]) if (person !== undefined) forgetBrowser(person.browser);
  await Promise.allSettled([host?.close(), bareHost?.close(), gateway?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice, bob], gateway));
});

const main = () => alice.page.getByRole('main');

async function openWebsiteScreen(): Promise<void> {
  await alice.page.goto(`${gateway.origin}/#/settings`);
  await main().getByRole('link', { name: 'Publish to my website' }).click();
  await alice.page.getByRole('heading', { name: 'Publish to my website' }).waitFor();
}

async function download(): Promise<Map<string, Uint8Array>> {
  const waiting = alice.page.waitForEvent('download');
  await main().getByRole('button', { name: 'Download the website' }).click();
  const path = join(folder, 'website.zip');
  await (await waiting).saveAs(path);
  await main()
    .getByText(/^Saved: \d+ files/)
    .waitFor();
  return unpack(readFileSync(path));
}

/** Looks again until the screen says so: entries become part of the account a moment after they are written. */
async function siteIsSaidToBe(text: string | RegExp): Promise<void> {
  await expect
    .poll(
      async () => {
        await main().getByRole('button', { name: 'Look again' }).click();
        await main().getByText('Looking…').waitFor({ state: 'hidden' });
        return main().innerText();
      },
      { interval: 500 },
    )
    .toMatch(text);
}

interface Report {
  readonly passed: boolean;
  readonly accounts: readonly {
    readonly levels: Record<string, string>;
    readonly findings: readonly { readonly severity: string }[];
  }[];
}

async function check(target: string, level: string, extra: readonly string[] = []): Promise<Report> {
  const environment = { NODE_EXTRA_CA_CERTS: authorityFile };
  const outcome = await runPollen(['check', target, '--level', level, '--json', '--pages', 'all', ...extra], environment);
  if (outcome.code !== 0) throw new Error(`check of ${target} ended with ${outcome.code}:\n${outcome.output}${outcome.errors}`);
  return JSON.parse(outcome.output) as Report;
}

const documents = (files: ReadonlyMap<string, Uint8Array>): Map<string, Record<string, unknown>> =>
  new Map(
    [...files]
      .filter(([path]) => path.endsWith('.jsonld'))
      .map(([path, bytes]) => [path, JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>]),
  );

describe('an account and its website', () => {
  it('begins with posts that carry no address', async () => {
    await Promise.all([alice.signUp(), bob.signUp()]);
    address = await alice.address();
    await bob.follow(address);
    await alice.go('Home');
    await alice.write('Before the website');
    await bob.go('Home');
    await bob.sees('Before the website');
  });

  it('explains which address can be one’s own', async () => {
    await openWebsiteScreen();
    const field = main().getByLabel('Address of your website');
    const use = main().getByRole('button', { name: 'Use this address' });
    for (const [text, answer] of [
      ['not an address', 'This is no web address'],
      [`http://${hostName}`, 'must begin with https'],
      [`${origin}/blog`, 'There is a folder behind the address'],
      ['https://192.168.1.7', 'Only this device or your own network'],
      [gateway.origin, 'This is a gateway'],
    ] as const) {
      await field.fill(text);
      await use.click();
      await main().getByRole('alert').filter({ hasText: answer }).waitFor();
    }
  });

  it('takes the address, and says that nothing is there yet, in whichever way', async () => {
    await main().getByLabel('Address of your website').fill(origin);
    await main().getByRole('button', { name: 'Use this address' }).click();
    await main()
      .getByRole('heading', { name: `What is at ${hostName}` })
      .waitFor();
    // An empty host lets nobody read, also not that it is empty.
    await main().getByText('does not let other websites read it').waitFor();
    host.files = new Map([['_headers', new TextEncoder().encode('/*\n  Access-Control-Allow-Origin: *\n')]]);
    await siteIsSaidToBe(/your account is not there yet/);
  });

  it('writes new posts under it, answers and edits older ones, and Bob reads them all', async () => {
    const path = await photoWithPosition(alice.page);
    await alice.go('Home');
    await alice.write('Under my own name', { file: { path, description: 'A meadow in bloom' } });
    await alice.go('Me');
    await alice.post('Before the website').getByRole('button', { name: 'More for this post' }).click();
    await alice.page.getByRole('menuitem', { name: 'Edit post' }).click();
    await alice.page.getByRole('dialog').getByLabel('Text').fill('Before the website, edited after');
    await alice.page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await bob.go('Home');
    await bob.sees('Under my own name');
    await bob.sees('Before the website, edited after');
    const post = bob.post('Under my own name');
    await post.getByRole('img', { name: 'A meadow in bloom' }).waitFor();
    await post.getByRole('button', { name: /^Like/ }).click();
    await post.getByRole('button', { name: /^Reply/ }).click();
    await bob.page.getByRole('dialog').getByLabel('Text').fill('A fine address');
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Reply', exact: true }).click();
    await alice.go('Notifications');
    await expect.poll(() => main().innerText()).toContain('A fine address');
    await expect.poll(() => main().innerText()).toContain('likes your post');
  });

  it('packs a website whose newer documents carry the address, and whose older ones do not', async () => {
    await openWebsiteScreen();
    const files = await download();
    const found = [...documents(files).values()];
    const actor = found.find(({ type }) => type === 'Person');
    expect(actor).toMatchObject({ gateways: [origin], url: `${origin}/`, webfinger: `alice@${hostName}:${host.port}` });
    expect(String(actor?.['id'])).toMatch(new RegExp(`^${origin}/\\.well-known/apgateway/did:key:`));
    const notes = found.filter(({ type }) => type === 'Note');
    expect(notes.map(({ id }) => String(id).slice(0, 6)).toSorted()).toEqual(['ap://d', 'https:']);
    const own = notes.find(({ id }) => String(id).startsWith(origin));
    const [picture] = (own?.['attachment'] ?? []) as { url: string }[];
    expect(picture?.url.startsWith(`${origin}/m/`)).toBe(true);
    expect(files.has(picture?.url.slice(origin.length + 1) ?? '')).toBe(true);
    expect(files.has(String(own?.['url']).slice(origin.length + 1))).toBe(true);
    for (const name of ['index.html', 'feed.xml', '_headers', '.htaccess', '.well-known/webfinger', '.well-known/host-meta'])
      expect([...files.keys()]).toContain(name);
    host.files = files;
    bareHost.files = files;
    writeFiles(join(folder, 'site'), files);
  });

  it('is said to be complete', async () => {
    await siteIsSaidToBe(/Everything that you have published is there/);
    await expect.poll(() => main().innerText()).not.toContain('labelled');
    await expect.poll(() => main().innerText()).not.toContain('cannot be looked up');
  });

  it('passes the checker at L1 from the host with its header file, under its own address', async () => {
    const report = await check(`https://localhost:${host.port}`, 'L1', ['--origin', origin]);
    expect(report).toMatchObject({ passed: true, accounts: [{ levels: { L0: 'reached', L1: 'reached' } }] });
  });

  it('passes the checker at L0 from a bare host, and as a folder', async () => {
    for (const target of [`http://localhost:${bareHost.port}`, join(folder, 'site')]) {
      const report = await check(target, 'L0', ['--origin', origin]);
      expect(report.accounts[0]?.levels['L0'], target).toBe('reached');
    }
  });

  it('has the very same documents at the gateway, where ids lead to their paths, too', async () => {
    const same = async (path: string): Promise<boolean> => {
      const answer = await fetch(`${gateway.origin}/${path}`);
      const expected = host.files.get(path);
      return answer.status === 200 && expected !== undefined && Buffer.from(await answer.arrayBuffer()).equals(expected);
    };
    const paths = [...documents(host.files).keys()];
    await expect.poll(async () => (await Promise.all(paths.map(same))).every(Boolean)).toBe(true);
    const report = await check(address, 'L0', ['--via', gateway.origin]);
    expect(report.accounts[0]?.levels['L0']).toBe('reached');
  });

  it('shows its pages to people without the app', async () => {
    const page = await alice.browser.context.newPage();
    try {
      await page.goto(`${origin}/`);
      await page.getByText('Under my own name').waitFor();
      await page.getByText('Before the website, edited after').waitFor();
      const picture = page.getByRole('img', { name: 'A meadow in bloom' });
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    } finally {
      await page.close();
    }
  });

  it('is said to be behind after a new post, and complete after the next upload', async () => {
    await alice.go('Home');
    await alice.write('Later on');
    await openWebsiteScreen();
    await siteIsSaidToBe(/One entry is not there yet/);
    host.files = await download();
    await siteIsSaidToBe(/Everything that you have published is there/);
    await check(`https://localhost:${host.port}`, 'L1', ['--origin', origin]);
  });

  it('goes on without the address, and everything stays readable', async () => {
    await main().getByRole('button', { name: 'Stop using it' }).click();
    await alice.page.getByRole('dialog').getByRole('button', { name: 'Stop using it' }).click();
    await main().getByText('No own domain: that is fine, too.').waitFor();
    await alice.go('Home');
    await alice.write('Nameless again');
    await bob.go('Home');
    await bob.sees('Nameless again');
    await bob.sees('Under my own name');
    await openWebsiteScreen();
    const files = await download();
    const found = documents(files);
    expect([...found.values()].find(({ type }) => type === 'Person')).toMatchObject({
      id: expect.stringMatching(/^ap:/) as string,
      alsoKnownAs: [expect.stringMatching(`^${origin}/`) as string],
    });
    expect(files.has('.well-known/webfinger')).toBe(false);
    writeFiles(join(folder, 'nameless'), files);
    await check(join(folder, 'nameless'), 'L0');
  });
});
