import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { deleteDatabases } from '../../storage/delete-databases.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { openDeviceStore } from '../../storage/open-device-store.ts';
import { createAccountService } from '../account.ts';
import { currentAccount } from '../current-account.ts';
import { CrashError, crashing, type CrashPlan } from '../testing/crash.ts';
import { type AccountsParts, createAccountsDesk } from './accounts-desk.ts';
import { finishRemovals, type RemovalParts } from './finish-removals.ts';

/** A browser profile with two accounts, Ben's the open one, in real databases. */
async function createBrowser() {
  const factory = new IDBFactory();
  const device = await openDeviceStore({ indexedDB: factory });
  const stores: AccountStore[] = [];
  const openAccount = async (did: Did): Promise<AccountStore> => {
    const store = await openAccountStore(did, { indexedDB: factory });
    stores.push(store);
    return store;
  };
  const { subtle } = crypto;
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const service = createAccountService({ device, openAccount, clock: { nowMs: () => 1 }, subtle, random });
  const accounts: AccountRecord[] = [];
  for (const name of ['Ada', 'Ben']) {
    const made = await service.create({ name, username: name.toLowerCase() });
    if (!made.ok) throw new Error(made.error.type);
    accounts.push(made.value);
  }
  const [ada, ben] = accounts as [AccountRecord, AccountRecord];
  const names = async (): Promise<string[]> => (await factory.databases()).map(({ name = '' }) => name).toSorted();
  const closeStores = (): void => {
    for (const store of stores.splice(0)) store.close();
  };
  return { factory, device, openAccount, ada, ben, names, closeStores };
}
type Browser = Awaited<ReturnType<typeof createBrowser>>;

function partsOf(browser: Browser, plan: CrashPlan): AccountsParts & RemovalParts {
  const removals: RemovalParts = {
    device: { ...crashing(browser.device, plan), removals: async () => crashing(await browser.device.removals(), plan) },
    deleteData: ({ name }) => deleteDatabases([`pollen-${name}`], browser.factory),
    alone: (run) => run(),
  };
  return {
    ...removals,
    openAccount: async (did) => crashing(await browser.openAccount(did), plan),
    own: () => browser.ben.did,
    save: async () => undefined,
    changed: async () => undefined,
    finishRemovals: () => finishRemovals(removals),
  };
}

const never: CrashPlan = { count: 0, at: Number.POSITIVE_INFINITY, when: 'after' };

async function isKilled(run: () => Promise<unknown>): Promise<boolean> {
  return run().then(
    () => false,
    (error: unknown) => {
      if (error instanceof CrashError) return true;
      throw error;
    },
  );
}

/** The next start: what waits is deleted, and what opens is whole. */
async function expectWhole(browser: Browser): Promise<readonly Did[]> {
  browser.closeStores();
  await finishRemovals(partsOf(browser, never));
  const accounts = await browser.device.accounts();
  const current = await currentAccount(browser.device);
  for (const { did } of accounts) expect(await (await browser.openAccount(did)).profile()).toBeDefined();
  if (current !== undefined) expect(accounts.map(({ did }) => did)).toContain(current.did);
  const wanted = ['pollen', ...accounts.map(({ name }) => `pollen-${name}`)].toSorted();
  expect(await browser.names()).toEqual(wanted);
  expect(await (await browser.device.removals()).waiting()).toEqual([]);
  return accounts.map(({ did }) => did);
}

describe('a browser that is killed at each call of a store', () => {
  const moments = (['before', 'after'] as const).map((when) => ({ when }));

  it.each(moments)('while somebody switches ($when it)', async ({ when }) => {
    for (let at = 1; ; at += 1) {
      const browser = await createBrowser();
      const desk = createAccountsDesk(partsOf(browser, { count: 0, at, when }));
      const killed = await isKilled(() => desk.open(browser.ada.did));
      expect((await expectWhole(browser)).length).toBe(2);
      const current = await browser.device.currentAccount();
      expect(current === browser.ada.did || (killed && current === browser.ben.did)).toBe(true);
      if (!killed) return expect(at).toBeGreaterThan(2);
    }
  });

  it.each(moments)('while an account is closed for another one ($when it)', async ({ when }) => {
    for (let at = 1; ; at += 1) {
      const browser = await createBrowser();
      const killed = await isKilled(() => createAccountsDesk(partsOf(browser, { count: 0, at, when })).close());
      expect((await expectWhole(browser)).length).toBe(2);
      if (!killed) return expect(await browser.device.currentAccount()).toBeUndefined();
    }
  });

  it.each(moments)('while an account is removed ($when it): it is there whole or gone whole', async ({ when }) => {
    for (let at = 1; ; at += 1) {
      const browser = await createBrowser();
      await browser.device.putDeviceKey(browser.ada.did, (await nodeKey()) as CryptoKeyPair);
      const desk = createAccountsDesk(partsOf(browser, { count: 0, at, when }));
      const killed = await isKilled(async () => {
        browser.closeStores();
        await desk.remove(browser.ada.did, { losesForGood: true });
      });
      const left = await expectWhole(browser);
      expect(left).toContain(browser.ben.did);
      expect(await browser.device.currentAccount()).toBe(browser.ben.did);
      const key = await browser.device.deviceKey(browser.ada.did);
      expect(key === undefined).toBe(!left.includes(browser.ada.did));
      if (!killed) {
        expect(at).toBeGreaterThan(4);
        return expect(left).toEqual([browser.ben.did]);
      }
    }
  });

  it('while the open account is removed: nothing is open afterwards', async () => {
    const browser = await createBrowser();
    await createAccountsDesk(partsOf(browser, never)).remove(browser.ben.did, { losesForGood: true });
    // The page still has its databases open; the next one deletes them.
    expect(await browser.names()).toContain(`pollen-${browser.ben.name}`);
    expect(await browser.device.currentAccount()).toBeUndefined();
    expect(await expectWhole(browser)).toEqual([browser.ada.did]);
  });

  it('shows an account whose database cannot be read', async () => {
    const browser = await createBrowser();
    const parts = partsOf(browser, never);
    const desk = createAccountsDesk({ ...parts, openAccount: () => Promise.reject(new Error('damaged')) });
    expect(await desk.list()).toMatchObject([
      { did: browser.ben.did, name: '', isOpen: true },
      { did: browser.ada.did, name: '', isOpen: false },
    ]);
  });

  it('never deletes an account that came back', async () => {
    const browser = await createBrowser();
    const removals = await browser.device.removals();
    await removals.begin(browser.ada.did);
    await browser.device.putAccount(browser.ada);
    expect((await expectWhole(browser)).toSorted()).toEqual([browser.ada.did, browser.ben.did].toSorted());
  });
});

const nodeKey = () => crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
