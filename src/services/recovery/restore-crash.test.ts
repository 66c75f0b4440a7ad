import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { AcctUri, Did, ObjectId } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import type { AccountRecord, FollowRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createAccountService } from '../account.ts';
import { openPendingRoot, openRoot } from '../backup/open-secrets.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { saveBackup } from '../backup/save-backup.ts';
import { CrashError, crashing, type CrashPlan } from '../testing/crash.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';
import { wordsOf } from './phrase.ts';
import { createRecoveryDesk } from './recovery-desk.ts';
import { restoreWords } from './restore-words.ts';

const passphrase = 'correct horse battery';
const nowMs = Date.UTC(2026, 10, 22, 8);
const { subtle } = crypto;
const gateways = ['https://gateway.example'];

interface Browser {
  readonly device: DeviceStore;
  readonly openAccount: (did: Did) => Promise<AccountStore>;
  readonly clock: { nowMs(): number };
  readonly subtle: SubtleCrypto;
  readonly workFactor: number;
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
}

function createBrowser(): Browser {
  const device = createMemoryDeviceStore();
  const factory = new IDBFactory();
  const stores = new Map<Did, Promise<AccountStore>>();
  return {
    device,
    openAccount(did) {
      const open = stores.get(did) ?? openAccountStore(did, { indexedDB: factory });
      stores.set(did, open);
      return open;
    },
    clock: { nowMs: () => nowMs },
    subtle,
    workFactor: 4,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  };
}

/** The same browser, in which every call of a store counts, and the planned one is the last or finds the disk full. */
function doomed(browser: Browser, plan: CrashPlan): Browser {
  return {
    ...browser,
    device: crashing(browser.device, plan),
    openAccount: async (did) => crashing(await browser.openAccount(did), plan, ['remote', 'collections', 'blocks', 'heads']),
  };
}

const person = (index: number): Did => seedToDid(new Uint8Array(32).fill(index));
const follow = (index: number, stampMs: number, removed = false): FollowRecord => ({
  did: person(index),
  name: didToIpnsName(person(index)),
  stampMs,
  removed,
  via: [],
  coHost: false,
});

/** An account with something of everything in its backup. */
async function createAccount(browser: Browser) {
  const made = await createAccountService(browser).create({ name: 'Ada', username: 'ada' });
  if (!made.ok) throw new Error(made.error.type);
  const account = made.value;
  const store = await browser.openAccount(account.did);
  for (const index of [1, 2, 3]) await store.putFollow(follow(index, index * 10, index === 2));
  const id = 'https://server.example/users/bo' as ObjectId;
  const acct = 'acct:bo@server.example' as AcctUri;
  await store.putModeration({ target: id, kind: 'mute', stampMs: 3, removed: false });
  await store.remote.putFollows([
    { id, acct, options: { showBoosts: true, notify: false, languages: [] }, stampMs: 5, removed: false },
  ]);
  await store.collections.putLists(
    [{ id: 'list', title: 'Friends', stampMs: 5, removed: false }],
    [{ list: 'list', member: id, stampMs: 5, removed: false }],
  );
  await store.collections.putBookmarks([{ id, stampMs: 5, removed: false }]);
  await store.putSetting('gateways', gateways);
  await store.putSetting('theme', 'dark');
  const root = await openPendingRoot(subtle, account);
  if (root === undefined) throw new Error('no root secret');
  return { account, store, root };
}

const contentOf = async (store: AccountStore) => ({
  profile: await store.profile(),
  follows: (await store.follows()).toSorted((one, other) => one.stampMs - other.stampMs),
  moderation: await store.moderation(),
  remote: await store.remote.follows(),
  lists: await store.collections.lists(),
  members: await store.collections.members(),
  bookmarks: await store.collections.bookmarks({ limit: 10 }),
  gateways: await store.setting('gateways'),
  theme: await store.setting('theme'),
});

async function isKilled(run: () => Promise<unknown>): Promise<boolean> {
  return run().then(
    () => false,
    (error: unknown) => {
      if (error instanceof CrashError) return true;
      throw error;
    },
  );
}

async function onlyAccount({ device }: Browser): Promise<AccountRecord> {
  const accounts = await device.accounts();
  const [account] = accounts;
  if (account === undefined || accounts.length !== 1) throw new Error(`${accounts.length} accounts`);
  expect(await device.currentAccount()).toBe(account.did);
  return account;
}

/** Either nothing that the app would open, or all of it. */
async function expectWhole(browser: Browser, expected: Awaited<ReturnType<typeof contentOf>>): Promise<void> {
  if ((await browser.device.currentAccount()) === undefined) return;
  const account = await onlyAccount(browser);
  expect(account.readOnly).toBe(true);
  expect(await contentOf(await browser.openAccount(account.did))).toEqual(expected);
}

describe('a restore that is killed', () => {
  it.each(['before', 'after'] as const)(
    'by file: %s each call of a store, the next try ends with everything',
    async (when) => {
      const home = createBrowser();
      const { account, store } = await createAccount(home);
      const expected = await contentOf(store);
      const saved = await saveBackup({ ...home, store }, passphrase);
      if (!saved.ok) throw new Error(saved.error.type);
      const { file } = saved.value;
      let kills = 0;
      for (; ; kills += 1) {
        const browser = createBrowser();
        const dying = doomed(browser, { count: 0, at: kills + 1, when });
        if (!(await isKilled(() => restoreBackup(dying, file, passphrase)))) break;
        await expectWhole(browser, expected);
        const again = await restoreBackup(browser, file, passphrase);
        expect(again.ok || again.error.type === 'already-here').toBe(true);
        expect(await onlyAccount(browser)).toMatchObject({ did: account.did, readOnly: true, backedUpAtMs: nowMs });
        expect(await contentOf(await browser.openAccount(account.did))).toEqual(expected);
        expect((await openRoot(browser, account.did, passphrase)).ok).toBe(true);
      }
      // Fewer would mean that the calls are not counted.
      expect(kills).toBeGreaterThan(20);
    },
    60_000,
  );

  it.each(['before', 'after'] as const)(
    'by words: %s each call of a store, the next try ends with the account',
    async (when) => {
      const home = createBrowser();
      const { account, root } = await createAccount(home);
      const words = wordsOf(root).join(' ');
      let kills = 0;
      for (; ; kills += 1) {
        const browser = createBrowser();
        const dying = doomed(browser, { count: 0, at: kills + 1, when });
        if (!(await isKilled(() => restoreWords(dying, words, { generation: 0, gateways })))) break;
        const again = await restoreWords(browser, words, { generation: 0, gateways });
        expect(again.ok || again.error.type === 'already-here').toBe(true);
        const restored = await onlyAccount(browser);
        expect(restored).toMatchObject({ did: account.did, readOnly: true });
        expect(await openPendingRoot(subtle, restored)).toEqual(root);
        expect(await (await browser.openAccount(account.did)).setting('gateways')).toEqual(gateways);
      }
      expect(kills).toBeGreaterThan(5);
    },
    60_000,
  );
});

describe('a backup or a new passphrase that is killed', () => {
  it.each(['before', 'after'] as const)(
    '%s each call of a store, leaves the secrets within reach',
    async (when) => {
      for (let kills = 0; ; kills += 1) {
        const browser = createBrowser();
        const { account, root } = await createAccount(browser);
        const dying = doomed(browser, { count: 0, at: kills + 1, when });
        const killed = await isKilled(async () =>
          saveBackup({ ...dying, store: await dying.openAccount(account.did) }, passphrase),
        );
        const record = await onlyAccount(browser);
        const opened = await openRoot(browser, account.did, passphrase);
        expect(opened.ok ? opened.value : await openPendingRoot(subtle, record)).toEqual(root);
        const store = await browser.openAccount(account.did);
        expect((await saveBackup({ ...browser, store }, passphrase)).ok).toBe(true);
        if (killed) continue;
        expect(kills).toBeGreaterThan(10);
        break;
      }
      for (let kills = 0; ; kills += 1) {
        const browser = createBrowser();
        const { account, root, store } = await createAccount(browser);
        await saveBackup({ ...browser, store }, passphrase);
        const dying = doomed(browser, { count: 0, at: kills + 1, when });
        const desk = createRecoveryDesk({ ...dying, store, gateways: () => gateways, onAccountChange: () => undefined });
        const killed = await isKilled(() => desk.renewPassphrase(wordsOf(root).join(' '), 'a new passphrase'));
        const [former, renewed] = [
          await openRoot(browser, account.did, passphrase),
          await openRoot(browser, account.did, 'a new passphrase'),
        ];
        // One of the two opens both envelopes, never one each.
        expect(former.ok).not.toBe(renewed.ok);
        if (!killed) break;
      }
    },
    60_000,
  );
});

describe('a restore on a full disk', () => {
  it('says so at each step, and works when there is room again', async () => {
    const home = createBrowser();
    const { account, store } = await createAccount(home);
    const expected = await contentOf(store);
    const saved = await saveBackup({ ...home, store }, passphrase);
    if (!saved.ok) throw new Error(saved.error.type);
    let fullAt = 1;
    for (; ; fullAt += 1) {
      const browser = createBrowser();
      let count = 0;
      const full = <T extends object>(target: T, nested: readonly string[] = []): T =>
        new Proxy(target, {
          get(object, member) {
            const value: unknown = Reflect.get(object, member);
            if (typeof value === 'object' && value !== null && nested.includes(String(member))) return full(value);
            if (typeof value !== 'function' || !/^(put|set|change)/.test(String(member))) return value;
            return async (...args: unknown[]): Promise<unknown> => {
              count += 1;
              if (count >= fullAt) throw new DOMException('no room', 'QuotaExceededError');
              const result: unknown = await Reflect.apply(value, object, args);
              return result;
            };
          },
        });
      const tight: Browser = {
        ...browser,
        device: full(browser.device),
        openAccount: async (did) => full(await browser.openAccount(did), ['remote', 'collections']),
      };
      const restored = await restoreBackup(tight, saved.value.file, passphrase);
      if (restored.ok) break;
      expect(restored.error).toEqual({ type: 'storage-full' });
      await expectWhole(browser, expected);
      const again = await restoreBackup(browser, saved.value.file, passphrase);
      expect(again.ok).toBe(true);
      expect(await contentOf(await browser.openAccount(account.did))).toEqual(expected);
    }
    expect(fullAt).toBeGreaterThan(8);
  }, 60_000);
});

describe('an old backup', () => {
  it('rolls no follow back, neither here nor as it comes in later', async () => {
    const home = createBrowser();
    const { account, store, root } = await createAccount(home);
    const saved = await saveBackup({ ...home, store }, passphrase);
    if (!saved.ok) throw new Error(saved.error.type);
    // What the account did since, as it comes in from its tree: one unfollowed, one followed again, one new.
    const newer = [follow(1, 100, true), follow(2, 100, false), follow(4, 100, false)];
    const fresh = createBrowser();
    const here = await fresh.openAccount(account.did);
    for (const entry of newer) await here.putFollow(entry);
    expect((await restoreBackup(fresh, saved.value.file, passphrase)).ok).toBe(true);
    const byDid = new Map((await here.follows()).map((entry) => [entry.did, entry]));
    expect([1, 2, 3, 4].map((index) => byDid.get(person(index))?.removed)).toEqual([true, false, false, false]);
    expect(seedToDid(accountSeed(root))).toBe(account.did);
  });
});
