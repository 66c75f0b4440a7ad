// One person with two tabs, and a browser that is killed at the worst moments.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { Page } from 'playwright-core';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { killBrowser } from './support/kill-browser.ts';
import { openTab, type Person, startPerson } from './support/person.ts';
import { publishedPosts } from './support/published-posts.ts';

let gateway: GatewayProcess;
let ada: Person;
let second: Person;
let ben: Person;
let adaAddress = '';
/** Which tabs hold a connection to the relay: only the leading one may. */
const relayTabs = new Set<Page>();

beforeAll(async () => {
  gateway = await startGatewayProcess();
  [ada, ben] = await Promise.all([startPerson('Ada', gateway.origin), startPerson('Ben', gateway.origin)]);
  watchRelay(ada.page);
  await Promise.all([ada.signUp(), ben.signUp()]);
  const [hers, his] = await Promise.all([ada.address(), ben.address()]);
  adaAddress = hers;
  await Promise.all([ben.follow(hers), ada.follow(his)]);
  await ben.page.goto(`${gateway.origin}/#/settings`);
  await ben.page.getByLabel('Time to take a post back').selectOption('0');
  await Promise.all([ada.go('Home'), ben.go('Home')]);
});

afterAll(async () => {
  await Promise.allSettled([ada?.browser.close(), ben?.close()]);
  for (const person of [ada, ben]) if (person !== undefined) forgetBrowser(person.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [ada, second, ben], gateway));
});

function watchRelay(page: Page): void {
  page.on('websocket', (socket) => {
    relayTabs.add(page);
    socket.on('close', () => relayTabs.delete(page));
  });
  page.on('close', () => relayTabs.delete(page));
}

async function peerIdOf({ page }: Person): Promise<string> {
  await page.goto(`${gateway.origin}/#/connection`);
  const peerId = page.getByText(/^12D3Koo\w+$/).first();
  await peerId.waitFor();
  return peerId.innerText();
}

describe('two tabs of one person', () => {
  it('are one device: one peer id, one connection to the relay', async () => {
    second = await openTab(ada, gateway.origin);
    watchRelay(second.page);
    const peerId = await peerIdOf(ada);
    expect(await peerIdOf(second)).toBe(peerId);
    await Promise.all([ada.go('Home'), second.go('Home')]);
    await expect.poll(() => relayTabs.has(ada.page)).toBe(true);
    expect(relayTabs.has(second.page)).toBe(false);
  });

  it('both write, and both show what either wrote', async () => {
    await second.write('From the second tab');
    await ada.sees('From the second tab');
    await ada.write('From the first tab');
    await second.sees('From the first tab');
    for (const text of ['From the second tab', 'From the first tab']) await ben.sees(text);
  });

  it('both hear what others write', async () => {
    await ben.write('Hello, both of you');
    await ada.sees('Hello, both of you');
    await second.sees('Hello, both of you');
  });

  it('share a draft', async () => {
    await ada.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('button', { name: /^Write/ })
      .click();
    await ada.page.getByRole('dialog').getByLabel('Text').fill('Begun here, ');
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await ada.page.getByText('Draft kept').first().waitFor();
    await openComposer(second);
    const text = second.page.getByRole('dialog').getByLabel('Text');
    await expect.poll(() => text.inputValue()).toBe('Begun here, ');
    await text.fill('Begun here, ended there');
    await second.page.getByRole('dialog').getByRole('button', { name: 'Post', exact: true }).click();
    await ada.sees('Begun here, ended there');
    expect(await draftTexts(ada.page)).toEqual([]);
  });

  it('hand over when the leading one is closed: posts still go and come', async () => {
    const peerId = await peerIdOf(second);
    await second.go('Home');
    await ada.page.close();
    await expect.poll(() => relayTabs.has(second.page)).toBe(true);
    await second.write('Only one tab is left');
    await ben.sees('Only one tab is left');
    await ben.write('I still hear you');
    await second.sees('I still hear you');
    expect(await peerIdOf(second)).toBe(peerId);
    await second.go('Home');
    await second.sees('Only one tab is left');
    expect(await second.page.getByRole('article').filter({ hasText: 'Only one tab is left' }).count()).toBe(1);
  });
});

describe('a browser that is killed', () => {
  async function restart(): Promise<void> {
    await killBrowser(ada.browser);
    ada = await startPerson('Ada', gateway.origin, { folder: ada.browser.folder });
    await ada.page.getByRole('navigation', { name: 'Main' }).waitFor();
  }

  async function typed(text: string): Promise<void> {
    await openComposer(ada);
    await ada.page.getByRole('dialog').getByLabel('Text').pressSequentially(text);
    // It is stored without being asked to; nobody can wait for less.
    await expect.poll(() => draftTexts(ada.page)).toEqual([text]);
  }

  const count = (text: string): Promise<number> => ada.page.getByRole('article').filter({ hasText: text }).count();

  it('while somebody writes: the draft is there again', async () => {
    ada = second;
    await typed('Half a thou');
    await restart();
    expect(await draftTexts(ada.page)).toEqual(['Half a thou']);
    await openComposer(ada);
    await expect.poll(() => ada.page.getByRole('dialog').getByLabel('Text').inputValue()).toBe('Half a thou');
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Post', exact: true }).click();
    await ada.sees('Half a thou');
  });

  it('in the moment of pressing Post: it is a draft or a post, never both, never neither', async () => {
    await typed('Now or never');
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Post', exact: true }).click({ noWaitAfter: true });
    await restart();
    const drafts = async (): Promise<number> => (await draftTexts(ada.page)).length;
    await expect.poll(async () => (await drafts()) + (await count('Now or never'))).toBe(1);
    if ((await drafts()) === 1) {
      await openComposer(ada);
      await ada.page.getByRole('dialog').getByRole('button', { name: 'Post', exact: true }).click();
    }
    await ada.sees('Now or never');
    expect(await drafts()).toBe(0);
  });

  it('right after the post was written: it goes out, once', async () => {
    await typed('Written and gone');
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Post', exact: true }).click();
    await ada.sees('Written and gone');
    await restart();
    await ada.sees('Written and gone');
    await ben.sees('Written and gone');
    expect(await count('Written and gone')).toBe(1);
  });

  it('right after a post was published: nothing is doubled, anywhere', async () => {
    await ada.write('The last one');
    await ben.sees('The last one');
    await restart();
    await ada.write('Life goes on');
    await ben.sees('Life goes on');
    const expected = [
      'Life goes on',
      'The last one',
      'Written and gone',
      'Now or never',
      'Half a thou',
      'Only one tab is left',
      'Begun here, ended there',
      'From the first tab',
      'From the second tab',
    ];
    await expect.poll(() => publishedPosts(gateway.origin, adaAddress)).toEqual(expected);
    // What was written while he was not connected came another way, and maybe later than what came straight.
    for (const text of expected) await ben.sees(text);
    for (const text of expected) expect(await ben.page.getByRole('article').filter({ hasText: text }).count(), text).toBe(1);
    expect(await draftTexts(ada.page)).toEqual([]);
  });
});

async function openComposer({ page }: Person): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: /^Write/ })
    .click();
  await page.getByRole('dialog').getByLabel('Text').waitFor();
}

/** The drafts as they lie in the database of the account. */
async function draftTexts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const request = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.addEventListener('success', () => resolve(asked.result));
        asked.addEventListener('error', () => reject(asked.error));
      });
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await request(indexedDB.open(name ?? ''));
      if (database.objectStoreNames.contains('drafts')) {
        const drafts = (await request(database.transaction('drafts').objectStore('drafts').getAll())) as { text: string }[];
        texts.push(...drafts.map(({ text }) => text));
      }
      database.close();
    }
    return texts;
  });
}
