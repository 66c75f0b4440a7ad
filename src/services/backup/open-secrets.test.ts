import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { derivePrivateKeys, importSigningKey, wrapSecret } from '../account-keys.ts';
import { createAccountService } from '../account.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';
import { seal } from './envelope.ts';
import { completeKeys, openPendingRoot, openRoot, openSeed } from './open-secrets.ts';
import { restoreBackup, restoreContent } from './restore-backup.ts';
import { saveBackup } from './save-backup.ts';
import { openBackup } from './open-backup.ts';

const passphrase = 'correct horse battery';
const clock = { nowMs: () => 1_800_000_000_000 };
const { subtle } = crypto;
const workFactor = 10;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

function createBrowser() {
  const device = createMemoryDeviceStore();
  const factory = new IDBFactory();
  const stores = new Map<Did, Promise<AccountStore>>();
  const openAccount = (did: Did) => {
    const open = stores.get(did) ?? openAccountStore(did, { indexedDB: factory });
    stores.set(did, open);
    return open;
  };
  return { device, openAccount, clock, subtle, workFactor, random };
}

/** An account as versions before root secrets have made it. */
async function formerAccount(seed: Uint8Array): Promise<AccountRecord> {
  const did = seedToDid(seed);
  return {
    did,
    name: didToIpnsName(did),
    createdAtMs: 0,
    signingKey: await importSigningKey(subtle, seed),
    pendingSeed: await wrapSecret(subtle, random, seed),
    readOnly: false,
  };
}

describe('the secrets of an account', () => {
  let browser: ReturnType<typeof createBrowser>;
  let account: AccountRecord;
  const record = async (): Promise<AccountRecord> => {
    const [found] = await browser.device.accounts();
    if (!found) throw new Error('no account');
    return found;
  };
  const save = async () => {
    const saved = await saveBackup({ ...browser, store: await browser.openAccount((await record()).did) }, passphrase);
    if (!saved.ok) throw new Error(saved.error.type);
    return saved.value.file;
  };

  beforeEach(async () => {
    browser = createBrowser();
    const made = await createAccountService(browser).create({ name: 'Ada', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    account = made.value;
  });

  it('opens with the passphrase of the backup only, and before that without one only where that is meant', async () => {
    expect(await openRoot(browser, account.did, passphrase)).toEqual({ ok: false, error: { type: 'needs-backup' } });
    const pending = await openPendingRoot(subtle, account);
    await save();
    expect(await openRoot(browser, account.did, 'another phrase')).toEqual({ ok: false, error: { type: 'wrong-passphrase' } });
    expect(await openSeed(browser, await record(), 'another phrase')).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' },
    });
    const root = await openRoot(browser, account.did, passphrase);
    expect(root).toEqual({ ok: true, value: pending });
    expect(await openSeed(browser, await record(), passphrase)).toEqual({
      ok: true,
      value: accountSeed(pending ?? new Uint8Array()),
    });
    expect(await openPendingRoot(subtle, await record())).toBeUndefined();
  });

  it('refuses envelopes that hold something else, or the secret of another account', async () => {
    await save();
    const wrong = await seal(new Uint8Array(32).fill(1), passphrase, workFactor);
    const short = await seal(new Uint8Array(5), passphrase, workFactor);
    for (const envelope of [wrong, short, new Uint8Array(200), wrong.slice(0, 40)]) {
      await browser.device.changeAccount(account.did, (before) => ({ ...before, sealedRoot: envelope, sealedSeed: envelope }));
      expect(await openRoot(browser, account.did, passphrase)).toEqual({ ok: false, error: { type: 'no-root' } });
      expect(await openSeed(browser, await record(), passphrase)).toEqual({ ok: false, error: { type: 'no-seed' } });
    }
  });

  it('keeps the secret that waits when the disk is full while a backup is saved', async () => {
    const before = await record();
    const full = { ...browser.device, changeAccount: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    const store = await browser.openAccount(account.did);
    expect(await saveBackup({ ...browser, device: full, store }, passphrase)).toEqual({
      ok: false,
      error: { type: 'storage-full' },
    });
    expect(await record()).toEqual(before);
    await save();
  });

  it('brings back an account of before from a file of before, without a phrase or a successor', async () => {
    const seed = new Uint8Array(32).fill(9);
    browser = createBrowser();
    account = await formerAccount(seed);
    await browser.device.putAccount(account);
    const store = await browser.openAccount(account.did);
    await store.putProfile({ preferredUsername: 'old', name: 'Old', bio: '', publishedAt: '2026-01-01T00:00:00Z' as never });
    const file = await save();
    const opened = await openBackup(file, passphrase);
    expect(opened).toMatchObject({ ok: true, value: { content: { version: 1 } } });
    const fresh = createBrowser();
    const restored = await restoreBackup(fresh, file, passphrase);
    expect(restored).toMatchObject({ ok: true, value: { did: account.did, readOnly: true } });
    expect((await (await fresh.openAccount(account.did)).profile())?.nextKeyDigest).toBeUndefined();
    expect(await openRoot(fresh, account.did, passphrase)).toEqual({ ok: false, error: { type: 'no-root' } });
    expect((await openSeed(fresh, (await fresh.device.accounts())[0] ?? account, passphrase)).ok).toBe(true);
  });

  it('gives an account of before the keys of its private state as soon as its seed is in reach', async () => {
    const seed = new Uint8Array(32).fill(9);
    const former = await formerAccount(seed);
    browser = createBrowser();
    await browser.device.putAccount(former);
    const completed = await completeKeys(browser, former);
    expect(await record()).toEqual(completed);
    const code = async (key: CryptoKey | undefined) => key && new Uint8Array(await subtle.sign('HMAC', key, new Uint8Array([1])));
    const expected = await code((await derivePrivateKeys(subtle, seed)).nonce);
    expect(await code(completed.privateKeys?.nonce)).toEqual(expected);
    expect(await completeKeys(browser, completed)).toBe(completed);

    // Sealed already: then with the next backup.
    const { pendingSeed: _, ...sealed } = { ...former, sealedSeed: await seal(seed, passphrase, workFactor) };
    await browser.device.putAccount(sealed);
    expect(await completeKeys(browser, sealed)).toBe(sealed);
    await save();
    expect(await code((await record()).privateKeys?.nonce)).toEqual(expected);
  });

  it('leaves no key in the record of a locked account', async () => {
    await save();
    await browser.device.changeAccount(account.did, ({ privateKeys: _keys, ...before }) => ({
      ...before,
      signingKey: { kind: 'locked' },
    }));
    await save();
    expect((await record()).signingKey).toEqual({ kind: 'locked' });
    expect((await record()).privateKeys).toBeUndefined();
    expect(await completeKeys(browser, await record())).toEqual(await record());
  });

  it('restores what another device of the account sends, with its envelopes', async () => {
    const file = await save();
    const opened = await openBackup(file, passphrase);
    const { sealedSeed, sealedRoot, backedUpAtMs } = await record();
    if (!opened.ok || !sealedSeed) throw new Error('no envelope');
    const fresh = createBrowser();
    const restored = await restoreContent(fresh, opened.value.content, { sealedSeed, sealedRoot, backedUpAtMs });
    expect(restored).toMatchObject({ ok: true, value: { did: account.did, backedUpAtMs, readOnly: true } });
    expect((await openRoot(fresh, account.did, passphrase)).ok).toBe(true);
    const other = { ...opened.value.content, did: seedToDid(new Uint8Array(32)) };
    expect(await restoreContent(createBrowser(), other, { sealedSeed })).toMatchObject({ error: { type: 'not-a-backup' } });
  });
});
