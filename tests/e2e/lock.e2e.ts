// The app lock in real tabs: keys leave the database, one passphrase or passkey opens all tabs, and all of them lock together.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { Decrypter } from 'age-encryption';
import type { CDPSession, Page } from 'playwright-core';
import { findBarriers } from './support/axe.ts';
import { forgetBrowser } from './support/browser.ts';
import { readDatabases, type StoredSecrets } from './support/databases.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { openTab, type Person, startPerson } from './support/person.ts';

const passphrase = 'correct horse battery staple';
const secretText = 'Words that nobody else shall read';
let gateway: GatewayProcess;
let ada: Person;
let second: Person;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  ada = await startPerson('Ada', gateway.origin);
  await ada.signUp();
  await ada.write(secretText);
  await ada.sees(secretText);
  await saveBackup(ada.page);
});

afterAll(async () => {
  await ada?.browser.close();
  if (ada !== undefined) forgetBrowser(ada.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [ada, second], gateway));
});

async function saveBackup(page: Page): Promise<void> {
  await page.goto(`${gateway.origin}/#/settings/backup`);
  await page.getByLabel('Passphrase', { exact: true }).first().fill(passphrase);
  await page.getByLabel('The passphrase once more').fill(passphrase);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save backup' }).first().click();
  await download;
}

const lockedTitle = (page: Page) => page.getByRole('heading', { name: 'Pollen is locked' });
const mainNavigation = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const lockOf = (page: Page) => page.goto(`${gateway.origin}/#/settings/lock`);

async function unlock(page: Page, words = passphrase): Promise<void> {
  await page.getByLabel('Passphrase').fill(words);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}

async function expectLocked(page: Page): Promise<void> {
  await lockedTitle(page).waitFor();
  expect(await page.content()).not.toContain(secretText);
  expect(await mainNavigation(page).count()).toBe(0);
}

async function seedOf({ sealedSeed }: StoredSecrets): Promise<number[]> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return [...(await decrypter.decrypt(Uint8Array.from(sealedSeed)))];
}

describe('the app lock', () => {
  it('is turned on with the passphrase of the backup, and takes every key of the account out of the databases', async () => {
    const before = await readDatabases(ada.page);
    const seed = await seedOf(before);
    expect(before.accountKeys).not.toEqual([]);
    await lockOf(ada.page);
    await ada.page.getByLabel('Passphrase').fill('not the passphrase');
    await ada.page.getByRole('button', { name: 'Turn on app lock' }).click();
    await ada.page.getByText('That is not the passphrase.').waitFor();
    await ada.page.getByLabel('Passphrase').fill(passphrase);
    await ada.page.getByRole('button', { name: 'Turn on app lock' }).click();
    await ada.page.getByRole('button', { name: 'Lock now' }).waitFor();
    const after = await readDatabases(ada.page, seed);
    expect(after).toMatchObject({ accountKeys: [], seeds: [] });
    expect(await seedOf(after)).toEqual(seed);
    await expectNoBarriers('lock settings');
  });

  it('asks when the app starts', async () => {
    await ada.page.goto(gateway.origin);
    await ada.page.reload();
    await expectLocked(ada.page);
    await expectNoBarriers('lock screen');
    const title = await ada.page.title();
    expect(title).toBe('Pollen is locked · Pollen');
    await unlock(ada.page);
    await ada.post(secretText).waitFor();
  });

  it('makes one wait after wrong passphrases, in every tab and after a reload', async () => {
    second = await openTab(ada, gateway.origin);
    await second.post(secretText).waitFor();
    await ada.page.keyboard.press('Shift+L');
    await Promise.all([expectLocked(ada.page), expectLocked(second.page)]);
    const { clock } = ada.browser.context;
    for (const words of ['wrong one', 'wrong two', 'wrong three']) {
      await expect.poll(() => ada.page.getByText(/^Next try in/).count()).toBe(0);
      // The clock stands still during the last pause: a slow machine takes longer than that for a reload.
      if (words === 'wrong three') await clock.setFixedTime(await ada.page.evaluate(() => Date.now()));
      await unlock(ada.page, words);
      await ada.page.getByText('That is not the passphrase.').waitFor();
    }
    await ada.page.getByText(/^Next try in [1-4] seconds?$/).waitFor();
    await ada.page.reload();
    await ada.page.getByText(/^Next try in [1-4] seconds?$/).waitFor();
    await unlock(second.page);
    await second.page.getByText('Wait a moment before the next try.').waitFor();
    await expectLocked(second.page);
    await clock.setSystemTime(await ada.page.evaluate(() => Date.now()));
    await expect.poll(() => ada.page.getByText(/^Next try in/).count()).toBe(0);
  });

  it('opens all tabs with one passphrase, and a tab that comes later opens by itself', async () => {
    await unlock(ada.page);
    await Promise.all([ada.post(secretText).waitFor(), second.post(secretText).waitFor()]);
    const third = await openTab(ada, gateway.origin);
    await third.post(secretText).waitFor();
    await third.write('From a tab that came later');
    await ada.sees('From a tab that came later');
    await third.page.close();
  });

  it('keeps what was being written when it locks, and shows it again', async () => {
    await mainNavigation(ada.page)
      .getByRole('button', { name: /^Write/ })
      .click();
    await ada.page.getByRole('dialog').getByLabel('Text').fill('Half a thought');
    await second.page.keyboard.press('Shift+L');
    await Promise.all([expectLocked(ada.page), expectLocked(second.page)]);
    expect(await ada.page.content()).not.toContain('Half a thought');
    await unlock(second.page);
    await ada.post(secretText).waitFor();
    await mainNavigation(ada.page)
      .getByRole('button', { name: /^Write/ })
      .click();
    const text = ada.page.getByRole('dialog').getByLabel('Text');
    await expect.poll(() => text.inputValue()).toBe('Half a thought');
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  });

  it('locks by itself when nobody was there', async () => {
    await lockOf(second.page);
    const after = second.page.getByLabel('Lock by itself');
    await after.selectOption('5');
    // It shows what is stored.
    await expect.poll(() => after.inputValue()).toBe('5');
    await second.page.close();
    await ada.page.clock.install();
    await ada.page.reload();
    await unlock(ada.page);
    await ada.post(secretText).waitFor();
    // The clock goes on between the steps, too: each may take half a minute.
    await ada.page.clock.fastForward('04:00');
    await ada.page.keyboard.press('j');
    await ada.page.clock.fastForward('04:00');
    expect(await lockedTitle(ada.page).count()).toBe(0);
    await ada.page.clock.fastForward('01:30');
    await expectLocked(ada.page);
    await ada.page.clock.resume();
  });
});

describe('a passkey', () => {
  let cdp: CDPSession;

  it('is added with the passphrase, and opens the app', async () => {
    const page = await ada.browser.context.newPage();
    await ada.page.close();
    cdp = await ada.browser.context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(gateway.origin);
    await lockedTitle(page).waitFor();
    expect(await page.getByRole('button', { name: 'Unlock with passkey' }).count()).toBe(0);
    await unlock(page);
    await mainNavigation(page).waitFor();
    await lockOf(page);
    await page.getByRole('button', { name: 'Add passkey' }).click();
    await page.getByLabel('Passphrase').first().fill(passphrase);
    await page.getByRole('button', { name: 'Add passkey' }).click();
    await page.getByText(/^Added /).waitFor();
    await page.getByRole('button', { name: 'Lock now' }).click();
    await expectLocked(page);
    const passkey = page.getByRole('button', { name: 'Unlock with passkey' });
    await passkey.click();
    await mainNavigation(page).waitFor();
    await page.reload();
    await expectLocked(page);
    await passkey.click();
    await mainNavigation(page).waitFor();
    ada = { ...ada, page };
  });

  it('that was removed opens nothing; the passphrase still does, and turns the lock off', async () => {
    const { page } = ada;
    await lockOf(page);
    await page.getByRole('button', { name: /^Remove the passkey/ }).click();
    await expect.poll(() => page.getByText(/^Added /).count()).toBe(0);
    await page.getByRole('button', { name: 'Lock now' }).click();
    await expectLocked(page);
    expect(await page.getByRole('button', { name: 'Unlock with passkey' }).count()).toBe(0);
    await unlock(page);
    await mainNavigation(page).waitFor();
    await lockOf(page);
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Turn off app lock' }).click();
    await page.getByRole('button', { name: 'Turn on app lock' }).waitFor();
    expect((await readDatabases(page)).accountKeys).not.toEqual([]);
    await page.reload();
    await mainNavigation(page).waitFor();
  });
});

async function expectNoBarriers(screen: string): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await ada.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await ada.page.setViewportSize(viewport);
      found.push(...(await findBarriers(ada.page)).map((barrier) => `${screen}, ${colorScheme}: ${barrier}`));
    }
  }
  await ada.page.setViewportSize({ width: 1280, height: 900 });
  expect(found).toEqual([]);
}
