// Losing the browser: the profile folder is deleted, and everything comes back by file, by words and by the printed sheet.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { completeWord, wordsBeginning } from '../../src/services/recovery/phrase.ts';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { killBrowser } from './support/kill-browser.ts';
import { type Person, startPerson } from './support/person.ts';
import { photoWithPosition } from './support/picture.ts';

const passphrase = 'meadow lantern sparrow river';
let gateway: GatewayProcess;
let alice: Person;
let bob: Person;
let aliceAddress = '';
let bobAddress = '';
let words: string[] = [];
let backup: Buffer;
let sheet: Buffer;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  [alice, bob] = await Promise.all([startPerson('Alice', gateway.origin), startPerson('Bob', gateway.origin)]);
});

afterAll(async () => {
  await Promise.allSettled([alice, bob].filter((person) => person !== undefined).map((person) => person.close()));
  for (const person of [alice, bob]) if (person !== undefined) forgetBrowser(person.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice, bob], gateway));
});

/** The browser with all that was in it is gone; a new one, with nothing, stands at the beginning. */
async function loseEverything(): Promise<Page> {
  await alice.close();
  forgetBrowser(alice.browser);
  alice = await startPerson('Alice', gateway.origin);
  await alice.page.getByRole('button', { name: 'I have an account already' }).click();
  return alice.page;
}

/** Everything is there again: the right account, its name, posts, picture, and whom it follows. */
async function everythingIsBack(): Promise<void> {
  const { page } = alice;
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await expect.poll(() => page.getByText('until they are found, you can read but not write').count()).toBe(0);
  expect(await alice.address()).toBe(aliceAddress);
  await page.getByRole('main').getByText('Alice of the meadow', { exact: true }).first().waitFor();
  await alice.sees('The first of my posts');
  await alice.sees('The second of my posts');
  await alice.post('The first of my posts').getByRole('img', { name: 'A meadow in bloom' }).waitFor();
  const face = page.getByRole('main').locator('img[src^="blob:"]').first();
  await face.waitFor();
  await alice.go('Search');
  await page.getByRole('main').getByText('Bob', { exact: true }).first().waitFor();
  await alice.go('Home');
  await alice.sees('Bob is here');
}

/** The account writes as before, and its follower reads it. */
async function itWrites(text: string): Promise<void> {
  await alice.write(text);
  // The gateway has it, and the follows with it: the next loss may come.
  await expect.poll(() => alice.post(text).innerText()).toMatch(/at localhost:\d+/);
  await bob.go('Home');
  await bob.sees(text);
}

/** As far as somebody has to type it until the app offers it; a short one is typed whole. */
async function typeLastWord(page: Page, field: Locator): Promise<void> {
  const word = words[23] ?? '';
  const beginnings = Array.from({ length: word.length - 1 }, (_, index) => word.slice(0, index + 1));
  const isOffered = (typed: string): boolean => completeWord(typed) !== typed && wordsBeginning(typed).includes(word);
  const enough = beginnings.find(isOffered);
  await field.pressSequentially(` ${enough ?? word}`);
  const offer = page.getByRole('group', { name: 'Suggestions' }).getByRole('button', { name: word, exact: true });
  if (enough !== undefined) await offer.click();
}

async function openWays(): Promise<Page> {
  await alice.page.goto(`${gateway.origin}/#/settings/backup`);
  await alice.page.getByRole('heading', { name: 'Ways back' }).waitFor();
  return alice.page;
}

describe('an account whose browser was lost', () => {
  it('had a picture, posts and somebody that it followed', async () => {
    await Promise.all([alice.signUp(), bob.signUp()]);
    [aliceAddress, bobAddress] = [await alice.address(), await bob.address()];
    await bob.go('Home');
    await bob.write('Bob is here');
    const photo = await photoWithPosition(alice.page);
    await alice.page.goto(`${gateway.origin}/#/settings`);
    await alice.page.getByLabel('Choose picture').setInputFiles(photo);
    await alice.page.getByLabel('Your name').fill('Alice of the meadow');
    await alice.page.getByRole('button', { name: 'Save profile' }).click();
    await alice.go('Home');
    await alice.write('The first of my posts', { file: { path: photo, description: 'A meadow in bloom' } });
    await alice.write('The second of my posts');
    await alice.follow(bobAddress);
    await alice.go('Home');
    await alice.sees('Bob is here');
    await bob.follow(aliceAddress);
    await bob.go('Home');
    await bob.sees('The second of my posts');
  });

  it('saved the file, wrote down the words and printed the sheet, and checked each', async () => {
    const page = await openWays();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('The passphrase once more').fill(passphrase);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save backup', exact: true }).click();
    backup = readFileSync((await (await download).path()) ?? '');
    await page.getByText('Your backup is saved.').waitFor();

    await page.getByRole('button', { name: 'Check a file' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'a.age', mimeType: 'application/octet-stream', buffer: backup });
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Check file', exact: true }).click();
    await page.getByText('This backup opens.').waitFor();
    await page.getByText('Last checked').first().waitFor();

    // The words ask for the passphrase again.
    await page.getByRole('button', { name: 'Show or print' }).click();
    const ask = page.locator('form').filter({ hasText: 'Show the words' });
    await ask.getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
    await ask.getByRole('button', { name: 'Show the words' }).click();
    await ask.getByRole('alert').waitFor();
    await ask.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    const list = page.getByRole('list', { name: 'Recovery words' });
    // After a wrong one there is a pause, which the app tells.
    const showNow = async (): Promise<boolean> => {
      if (await list.isVisible()) return true;
      await ask.getByRole('button', { name: 'Show the words' }).click();
      await list.or(ask.getByRole('alert')).first().waitFor();
      return list.isVisible();
    };
    await expect.poll(showNow, { interval: 250 }).toBe(true);
    words = await list.getByRole('listitem').allInnerTexts();
    expect(words).toHaveLength(24);

    // What comes out of the printer: one page of A4, black on white, without the app around it.
    await page.emulateMedia({ media: 'print' });
    const paper = page.locator('[data-recovery-sheet]');
    await paper.waitFor();
    expect(await page.locator('#root').isVisible()).toBe(false);
    expect(await paper.innerText()).toContain('Alice of the meadow');
    expect(await paper.innerText()).toContain(words[23]);
    sheet = await paper.screenshot();
    for (const format of ['A4', 'Letter']) {
      const pages = (await page.pdf({ format })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      expect(pages).toHaveLength(1);
    }
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Hide the words' }).click();
    await paper.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Check the words' }).first().click();
    await page.getByRole('button', { name: 'Check all 24 instead' }).click();
    await page
      .getByRole('textbox', { name: 'Recovery words' })
      .fill(words.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join('\n'));
    await page.getByRole('button', { name: 'Check the words' }).last().click();
    await page.getByText('The words are right.').first().waitFor();
    await expect.poll(() => page.getByText('Last checked').count()).toBe(2);
  });

  it('comes back by the file', async () => {
    const page = await loseEverything();
    await page.locator('input[type=file]').setInputFiles({ name: 'a.age', mimeType: 'application/octet-stream', buffer: backup });
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Restore account' }).click();
    await everythingIsBack();
    await itWrites('Back by the file');
  });

  it('comes back by the words, after one was misspelt', async () => {
    const page = await loseEverything();
    await page.getByRole('button', { name: '24 words' }).click();
    const field = page.getByRole('textbox', { name: 'Recovery words' });
    await field.fill(words.with(6, 'qwertz').join(' '));
    await page.getByRole('button', { name: 'Find my account' }).click();
    await page.getByText('Word 7, “qwertz”, is not one of the recovery words.').first().waitFor();
    await field.fill(words.slice(0, 23).join(' '));
    await field.press('End');
    await typeLastWord(page, field);
    await page.getByText('24 of 24 words').waitFor();
    await page.getByRole('button', { name: 'Find my account' }).click();
    await everythingIsBack();
    await itWrites('Back by the words');
  });

  it('comes back by a picture of the sheet', async () => {
    const page = await loseEverything();
    await page.getByRole('button', { name: 'Printed sheet' }).click();
    await page.getByRole('button', { name: 'Scan the sheet' }).click();
    const scanner = page.getByRole('dialog', { name: 'Scan a code' });
    await scanner.locator('input[type=file]').setInputFiles(await photoWithPosition(page));
    await scanner.getByText('No code was found in this picture.').waitFor();
    await scanner.locator('input[type=file]').setInputFiles({ name: 'sheet.png', mimeType: 'image/png', buffer: sheet });
    await scanner.waitFor({ state: 'hidden' });
    await page.getByText('24 of 24 words').waitFor();
    await page.getByRole('button', { name: 'Find my account' }).click();
    await everythingIsBack();
    expect(alice.browser.errors.filter((error) => error.startsWith('page error'))).toEqual([]);
  });

  it('is whole when the browser is killed while it comes back, whenever', async () => {
    const submit = async (page: Page): Promise<void> => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'a.age', mimeType: 'application/octet-stream', buffer: backup });
      await page.getByLabel('Passphrase').fill(passphrase);
      await page.getByRole('button', { name: 'Restore account' }).click();
    };
    let page = await loseEverything();
    // Moments after the button was pressed, ms: opening the file, deriving, storing, entering. What one kill leaves, the next one meets.
    for (const killedAfterMs of [200, 900, 1800]) {
      await submit(page);
      await new Promise((resolve) => setTimeout(resolve, killedAfterMs));
      const { folder } = alice.browser;
      await killBrowser(alice.browser);
      alice = await startPerson('Alice', gateway.origin, { folder });
      page = alice.page;
      const navigation = page.getByRole('navigation', { name: 'Main' });
      const beginning = page.getByRole('button', { name: 'I have an account already' });
      await navigation.or(beginning).first().waitFor();
      if (await beginning.isVisible()) {
        await beginning.click();
        continue;
      }
      // There already: it is the whole account, and the next kill needs a browser without.
      await everythingIsBack();
      page = await loseEverything();
    }
    await submit(page);
    await everythingIsBack();
  });

  it('says when nobody has the account, and goes on when somebody does', async () => {
    const page = await loseEverything();
    await page.getByRole('button', { name: '24 words' }).click();
    const field = page.getByRole('textbox', { name: 'Recovery words' });
    // Words of nobody: what looks for accounts is loaded now, from the same gateway.
    await field.fill(`${'abandon '.repeat(23)}art`);
    await page.getByRole('button', { name: 'Find my account' }).click();
    await page.getByText('1 of 1 places answered').waitFor();
    await field.fill(words.join(' '));
    await gateway.stop();
    await page.getByRole('button', { name: 'Find my account' }).click();
    await page.getByText('0 of 1 places answered').waitFor();
    await page.getByRole('button', { name: 'Begin without my posts' }).waitFor();
    await gateway.restart();
    await page.getByRole('button', { name: 'Find my account' }).click();
    await everythingIsBack();
    await itWrites('Back after waiting');
  });
});
