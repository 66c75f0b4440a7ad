import { armor, Decrypter, Encrypter } from 'age-encryption';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AcctUri, Did, ObjectId } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import type { AccountRecord, FollowRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createAccountService } from '../account.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';
import { backupLimitBytes } from './backup-content.ts';
import { checkBackup } from './open-backup.ts';
import { mergeContent } from './merge-content.ts';
import { restoreBackup } from './restore-backup.ts';
import { movedProfile } from '../publish/own-website.ts';
import { saveBackup } from './save-backup.ts';
import { seedToMultibase } from './secret-multibase.ts';

const passphrase = 'correct horse battery';
const nowMs = Date.UTC(2026, 10, 22, 8);
const clock = { nowMs: () => nowMs };
const { subtle } = crypto;
const workFactor = 10;
const friend = seedToDid(new Uint8Array(32).fill(7));

function createBrowser() {
  const device = createMemoryDeviceStore();
  const factory = new IDBFactory();
  const stores = new Map<Did, Promise<AccountStore>>();
  const openAccount = (did: Did) => {
    const open = stores.get(did) ?? openAccountStore(did, { indexedDB: factory });
    stores.set(did, open);
    return open;
  };
  return { device, openAccount, clock, subtle, workFactor };
}

function follow(stampMs: number, removed = false): FollowRecord {
  return { did: friend, name: didToIpnsName(friend), stampMs, removed, via: ['https://gateway.example'], coHost: true };
}

describe('backup', () => {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  let browser: ReturnType<typeof createBrowser>;
  let account: AccountRecord;
  let store: AccountStore;

  beforeEach(async () => {
    browser = createBrowser();
    const made = await createAccountService({ ...browser, random }).create({ name: 'Ada', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    account = made.value;
    store = await browser.openAccount(account.did);
    await store.putFollow(follow(5));
    await store.putModeration({ target: 'https://spam.example/u' as ObjectId, kind: 'block', stampMs: 3, removed: false });
    await store.putSetting('gateways', ['https://gateway.example']);
    await store.putSetting('theme', 'dark');
    const profile = await store.profile();
    if (profile) await store.putProfile(movedProfile(account.did, { ...profile, hasWebfinger: true }, 'https://ada.example'));
  });

  async function save(words = passphrase) {
    const saved = await saveBackup({ ...browser, store }, words);
    if (!saved.ok) throw new Error(saved.error.type);
    return saved.value;
  }

  it('can be checked without changing anything', async () => {
    const { file } = await save();
    const before = await browser.device.accounts();
    expect(await checkBackup(file, passphrase, account.did)).toEqual({ ok: true, value: undefined });
    expect(await checkBackup(file, 'another phrase', account.did)).toEqual({ ok: false, error: { type: 'wrong-passphrase' } });
    expect(await checkBackup(file, passphrase, friend)).toEqual({ ok: false, error: { type: 'another-account' } });
    expect(await checkBackup(new Blob(['hello']), passphrase, account.did)).toMatchObject({ error: { type: 'not-a-backup' } });
    expect(await browser.device.accounts()).toEqual(before);
  });

  it('is an ordinary age file with the account in it', async () => {
    const { file, fileName } = await save();
    expect(fileName).toBe('pollen-ada-2026-11-22.age');
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const content = JSON.parse(await decrypter.decrypt(new Uint8Array(await file.arrayBuffer()), 'text'));
    expect(content).toMatchObject({
      format: 'pollen-backup',
      version: 2,
      did: account.did,
      root: expect.stringMatching(/^z/),
      follows: [{ did: friend }],
      gateways: ['https://gateway.example'],
      settings: { theme: 'dark' },
    });
  });

  it('replaces the waiting secret by envelopes; the next backup needs the same passphrase', async () => {
    await save();
    const [record] = await browser.device.accounts();
    expect(record?.pendingRoot).toBeUndefined();
    expect(record?.sealedSeed?.length).toBeGreaterThan(100);
    expect(record?.sealedRoot?.length).toBeGreaterThan(100);
    expect(record?.backedUpAtMs).toBe(nowMs);
    await save();
    expect(await saveBackup({ ...browser, store }, 'another passphrase')).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' },
    });
  });

  it('refuses a short passphrase and an account without a seed', async () => {
    expect(await saveBackup({ ...browser, store }, '123456789')).toEqual({
      ok: false,
      error: { type: 'weak-passphrase', minimum: 10 },
    });
    const { pendingRoot: _, ...bare } = account;
    await browser.device.putAccount(bare);
    expect(await saveBackup({ ...browser, store }, passphrase)).toEqual({ ok: false, error: { type: 'no-seed' } });
  });

  it('restores on a fresh browser: same account, reading only, with its follows and settings', async () => {
    const { file } = await save();
    const fresh = createBrowser();
    const restored = await restoreBackup(fresh, file, passphrase);
    if (!restored.ok) throw new Error(restored.error.type);
    expect(restored.value).toMatchObject({ did: account.did, name: account.name, readOnly: true, backedUpAtMs: nowMs });
    expect(await fresh.device.currentAccount()).toBe(account.did);
    const restoredStore = await fresh.openAccount(account.did);
    expect(await restoredStore.profile()).toEqual(await store.profile());
    expect(await restoredStore.follows()).toEqual([follow(5)]);
    expect(await restoredStore.moderation()).toHaveLength(1);
    expect(await restoredStore.setting('gateways')).toEqual(['https://gateway.example']);
    // The key is the same: a backup of the restored account opens with the same passphrase.
    expect((await saveBackup({ ...fresh, store: restoredStore }, passphrase)).ok).toBe(true);
  });

  it('carries people on servers, lists and bookmarks; the newer of two entries stays', async () => {
    const id = 'https://server.example/users/bo' as ObjectId;
    const acct = 'acct:bo_1@server.example' as AcctUri;
    const options = { showBoosts: false, notify: true, languages: ['de'] };
    await store.putFollow({ ...follow(6), options });
    await store.putModeration({ target: acct, kind: 'mute', stampMs: 4, removed: false, hidesNotifications: false });
    await store.remote.putFollows([{ id, acct, options, stampMs: 5, removed: false }]);
    await store.collections.putLists(
      [{ id: 'list', title: 'Friends', stampMs: 5, removed: false }],
      [
        { list: 'list', member: id, stampMs: 5, removed: false },
        { list: 'list', member: 'acct:cy@server.example' as AcctUri, stampMs: 5, removed: true },
      ],
    );
    const marks = Array.from({ length: 1_005 }, (_, place) => ({
      id: `https://server.example/p/${place}` as ObjectId,
      stampMs: place,
    }));
    await store.collections.putBookmarks(marks.map((mark) => ({ ...mark, removed: false })));
    const { file } = await save();

    const fresh = createBrowser();
    const here = await fresh.openAccount(account.did);
    await here.remote.putFollows([{ id, acct, options: { ...options, notify: false }, stampMs: 9, removed: true }]);
    await here.collections.putLists([{ id: 'list', title: 'Old', stampMs: 4, removed: false }], []);
    expect((await restoreBackup(fresh, file, passphrase)).ok).toBe(true);
    expect(await here.follows()).toEqual(await store.follows());
    expect(await here.moderation()).toEqual(await store.moderation());
    expect(await here.remote.follows()).toMatchObject([{ stampMs: 9, removed: true }]);
    expect(await here.collections.lists()).toEqual(await store.collections.lists());
    expect(await here.collections.members()).toEqual(await store.collections.members());
    const page = { limit: 1_000 };
    expect(await here.collections.bookmarks(page)).toEqual(await store.collections.bookmarks(page));
    const rest = await here.collections.bookmarks({ before: { atMs: 5, id: marks[5]?.id ?? '' }, limit: 10 });
    expect(rest).toHaveLength(5);
  });

  it('opens an armored file as well', async () => {
    const { file } = await save();
    const text = armor.encode(new Uint8Array(await file.arrayBuffer()));
    expect((await restoreBackup(createBrowser(), new Blob([text]), passphrase)).ok).toBe(true);
  });

  it('never puts an older follow or a setting over what is here', async () => {
    const { file } = await save();
    const fresh = createBrowser();
    const here = await fresh.openAccount(account.did);
    await here.putFollow(follow(9, true));
    await here.putSetting('theme', 'light');
    await restoreBackup(fresh, file, passphrase);
    expect(await here.follows()).toEqual([follow(9, true)]);
    expect(await here.setting('theme')).toBe('light');
    await mergeContent(here, JSON.parse(JSON.stringify({ follows: [follow(12)], moderation: [], settings: {}, gateways: [] })));
    expect(await here.follows()).toEqual([follow(12)]);
  });

  it('tells a wrong passphrase, a foreign file, a damaged one, a huge one and a known account apart', async () => {
    const { file } = await save();
    const bytes = new Uint8Array(await file.arrayBuffer());
    const attempt = async (blob: Blob, words = passphrase) => {
      const outcome = await restoreBackup(createBrowser(), blob, words);
      return outcome.ok ? 'restored' : outcome.error.type;
    };
    expect(await attempt(file, 'wrong passphrase')).toBe('wrong-passphrase');
    expect(await attempt(new Blob(['hello']))).toBe('not-a-backup');
    expect(await attempt(new Blob([]))).toBe('not-a-backup');
    expect(await attempt(new Blob(['-----BEGIN AGE ENCRYPTED FILE-----\nnonsense']))).toBe('not-a-backup');
    expect(await attempt(new Blob([bytes.slice(0, -20)]))).toBe('not-a-backup');
    expect(await attempt(new Blob([new Uint8Array(backupLimitBytes + 1)]))).toBe('not-a-backup');
    expect(await restoreBackup(browser, file, passphrase)).toEqual({ ok: false, error: { type: 'already-here' } });
  });

  it('refuses an age file with something else inside, or with the key of another account', async () => {
    const { file } = await save();
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const content = JSON.parse(await decrypter.decrypt(new Uint8Array(await file.arrayBuffer()), 'text'));
    const sealed = async (inside: string) => {
      const encrypter = new Encrypter();
      encrypter.setScryptWorkFactor(workFactor);
      encrypter.setPassphrase(passphrase);
      return new Blob([new Uint8Array(await encrypter.encrypt(inside))]);
    };
    for (const inside of [
      'no json',
      '{}',
      '[]',
      JSON.stringify({ ...content, version: 1 }),
      JSON.stringify({ ...content, did: friend }),
      JSON.stringify({ ...content, root: 'z3u2' }),
      JSON.stringify({ ...content, root: seedToMultibase(new Uint8Array(32).fill(7)) }),
      JSON.stringify({ ...content, format: 'other', version: 3 }),
      JSON.stringify({ ...content, follows: [{ did: 'did:web:evil.example' }] }),
      JSON.stringify({ ...content, follows: 'x' }),
    ]) {
      const outcome = await restoreBackup(createBrowser(), await sealed(inside), passphrase);
      expect(outcome).toMatchObject({ ok: false, error: { type: 'not-a-backup' } });
    }
    const newer = await restoreBackup(createBrowser(), await sealed(JSON.stringify({ ...content, version: 3 })), passphrase);
    expect(newer).toEqual({ ok: false, error: { type: 'newer-version' } });
  });
});
