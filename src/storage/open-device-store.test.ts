import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { Did, IpnsName } from '../protocol/brand.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import { openDeviceStore } from './open-device-store.ts';

const ana = 'did:key:z6MkAna' as Did;
const bo = 'did:key:z6MkBo' as Did;

const account = (did: Did, parts: Partial<AccountRecord> = {}): AccountRecord => ({
  did,
  name: `k51${did.at(-1)}` as IpnsName,
  createdAtMs: 1,
  signingKey: { kind: 'seed', seed: new Uint8Array(32).fill(7) },
  readOnly: false,
  ...parts,
});

describe('openDeviceStore', () => {
  it('keeps accounts, oldest first, and which one is current', async () => {
    const indexedDB = new IDBFactory();
    const store = await openDeviceStore({ indexedDB });
    expect(await store.accounts()).toEqual([]);
    expect(await store.currentAccount()).toBeUndefined();
    await store.putAccount(account(ana, { createdAtMs: 2 }));
    await store.putAccount(account(bo));
    await store.putAccount(account(ana, { createdAtMs: 2, backedUpAtMs: 5, sealedSeed: Uint8Array.of(1) }));
    await store.setCurrentAccount(ana);
    store.close();

    const again = await openDeviceStore({ indexedDB });
    expect(await again.accounts()).toEqual([
      account(bo),
      account(ana, { createdAtMs: 2, backedUpAtMs: 5, sealedSeed: Uint8Array.of(1) }),
    ]);
    expect(await again.currentAccount()).toBe(ana);
    await again.setCurrentAccount(undefined);
    expect(await again.currentAccount()).toBeUndefined();
    again.close();
  });

  it('keeps keys that cannot be extracted, and they still sign', async () => {
    const store = await openDeviceStore({ indexedDB: new IDBFactory() });
    const keys = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
    await store.putDeviceKey(ana, keys);
    await store.putAccount(account(ana, { signingKey: { kind: 'webcrypto', key: keys.privateKey } }));

    const kept = await store.deviceKey(ana);
    const signingKey = (await store.accounts())[0]?.signingKey;
    if (kept === undefined || signingKey?.kind !== 'webcrypto') throw new Error('a key is missing');
    expect(signingKey.key.extractable).toBe(false);
    const message = Uint8Array.of(1, 2, 3);
    for (const key of [kept.privateKey, signingKey.key]) {
      const signature = await crypto.subtle.sign('Ed25519', key, message);
      expect(await crypto.subtle.verify('Ed25519', kept.publicKey, signature, message)).toBe(true);
    }
    expect(await store.deviceKey(bo)).toBeUndefined();
    store.close();
  });
});

describe('changeAccount', () => {
  it('lets every change see the one before it, and makes no account', async () => {
    const store = await openDeviceStore({ indexedDB: new IDBFactory() });
    await store.putAccount(account(ana, { backedUpAtMs: 0 }));
    const count = (before: AccountRecord): AccountRecord => ({ ...before, backedUpAtMs: (before.backedUpAtMs ?? 0) + 1 });
    await Promise.all(Array.from({ length: 20 }, () => store.changeAccount(ana, count)));
    expect((await store.accounts())[0]?.backedUpAtMs).toBe(20);
    expect(await store.changeAccount(bo, count)).toBeUndefined();
    expect(await store.accounts()).toHaveLength(1);
    store.close();
  });
});
