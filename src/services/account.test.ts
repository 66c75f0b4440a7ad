import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did } from '../protocol/brand.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { createNobleVerifier } from '../protocol/proof/verifier.ts';
import { didToIpnsName, didToPublicKey } from '../protocol/identity/ids.ts';
import { accountSeed, nextKeyDigest, successorRoot } from '../protocol/identity/secrets.ts';
import { seedToDid } from '../protocol/proof/signer.ts';
import { openAccountStore } from '../storage/open-account-store.ts';
import { derivePrivateKeys, hasWeakKeyStorage, unwrapSecret } from './account-keys.ts';
import { createAccountService } from './account.ts';
import { createMemoryDeviceStore } from './testing/memory-device-store.ts';

const nowMs = Date.UTC(2026, 10, 22, 8);
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

// Answers as browsers do whose WebCrypto has no Ed25519.
const oldSubtle = new Proxy(crypto.subtle, {
  get(target, member: keyof SubtleCrypto) {
    if (member === 'importKey') {
      return (...[format, ...rest]: Parameters<SubtleCrypto['importKey']>) =>
        format === 'pkcs8'
          ? Promise.reject(new DOMException('unknown', 'NotSupportedError'))
          : target.importKey(format as 'raw', ...(rest as [BufferSource, AlgorithmIdentifier, boolean, KeyUsage[]]));
    }
    return target[member].bind(target);
  },
});

function setUp(subtle: SubtleCrypto = crypto.subtle) {
  const device = createMemoryDeviceStore();
  const stores = new Map<Did, Promise<AccountStore>>();
  const factory = new IDBFactory();
  const openAccount = (did: Did) => {
    const open = stores.get(did) ?? openAccountStore(did, { indexedDB: factory });
    stores.set(did, open);
    return open;
  };
  const service = createAccountService({ device, openAccount, clock: { nowMs: () => nowMs }, subtle, random });
  return { device, openAccount, service };
}

describe('createAccountService', () => {
  let parts: ReturnType<typeof setUp>;
  beforeEach(() => {
    parts = setUp();
  });

  it('makes an account whose key cannot be read out, and makes it the current one', async () => {
    const made = await parts.service.create({ name: ' Ada \u0000 Lovelace ', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    const account = made.value;
    expect(account.name).toBe(didToIpnsName(account.did));
    expect(account).toMatchObject({ readOnly: false, createdAtMs: nowMs });
    expect(account.signingKey.kind === 'webcrypto' && account.signingKey.key.extractable).toBe(false);
    expect(hasWeakKeyStorage(account)).toBe(false);
    expect(await parts.device.currentAccount()).toBe(account.did);
    expect(await parts.service.record(account.did)).toEqual(account);
    const store = await parts.openAccount(account.did);
    expect(await store.profile()).toEqual({
      preferredUsername: 'ada',
      name: 'Ada   Lovelace',
      bio: '',
      publishedAt: '2026-11-22T08:00:00Z',
      nextKeyDigest: expect.stringMatching(/^zQm/),
    });
  });

  it.each([
    ['WebCrypto', crypto.subtle],
    ['a browser without Ed25519', oldSubtle],
  ])('signs with %s as the account that it is', async (_name, subtle) => {
    const { service } = setUp(subtle);
    const made = await service.create({ name: 'Ada', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    const message = new TextEncoder().encode('hello');
    const signature = await service.signerFor(made.value).sign(message);
    expect(await createNobleVerifier().verify(didToPublicKey(made.value.did), signature, message)).toBe(true);
  });

  it('says so when the key could only be kept readable', async () => {
    const made = await setUp(oldSubtle).service.create({ name: 'Ada', username: 'ada' });
    expect(made.ok && hasWeakKeyStorage(made.value)).toBe(true);
  });

  it('keeps the root secret for a first backup under a key that cannot leave, not in the clear', async () => {
    const made = await parts.service.create({ name: 'Ada', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    const { did, pendingRoot: pending } = made.value;
    if (!pending) throw new Error('no root secret waits');
    expect(pending.wrappingKey.extractable).toBe(false);
    const root = await unwrapSecret(crypto.subtle, pending);
    if (!root) throw new Error('it does not open');
    expect(seedToDid(accountSeed(root))).toBe(did);
    const store = await parts.openAccount(did);
    expect((await store.profile())?.nextKeyDigest).toBe(nextKeyDigest(successorRoot(root)));
    expect(Buffer.from(pending.wrapped).includes(Buffer.from(root))).toBe(false);
    const damaged = { ...pending, wrapped: pending.wrapped.map((byte) => byte ^ 1) };
    expect(await unwrapSecret(crypto.subtle, damaged)).toBeUndefined();
  });

  it('derives the keys of the private state from the seed, the same everywhere, not to be read out', async () => {
    const iv = new Uint8Array(12);
    const seed = new Uint8Array(32).fill(3);
    const [one, other, stranger] = [
      await derivePrivateKeys(crypto.subtle, seed),
      await derivePrivateKeys(crypto.subtle, seed),
      await derivePrivateKeys(crypto.subtle, new Uint8Array(32).fill(4)),
    ];
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, one.content, new Uint8Array([1, 2, 3]));
    const open = (key: CryptoKey) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
    expect(new Uint8Array(await open(other.content))).toEqual(new Uint8Array([1, 2, 3]));
    await expect(open(stranger.content)).rejects.toThrow();
    const code = async ({ nonce }: typeof one) => new Uint8Array(await crypto.subtle.sign('HMAC', nonce, iv));
    expect(await code(one)).toEqual(await code(other));
    expect(await code(one)).not.toEqual(await code(stranger));
    expect([one.content.extractable, one.nonce.extractable]).toEqual([false, false]);
  });

  it.each(['', 'a b', 'ä', 'a'.repeat(31), 'x-y', '@ada'])('refuses the username %j', async (username) => {
    expect(await parts.service.create({ name: 'Ada', username })).toEqual({ ok: false, error: { type: 'bad-username' } });
    expect(await parts.device.accounts()).toEqual([]);
  });

  it('reports a full disk and leaves no account behind', async () => {
    const full = { ...parts.device, putAccount: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    const service = createAccountService({
      ...parts,
      device: full,
      clock: { nowMs: () => nowMs },
      subtle: crypto.subtle,
      random,
    });
    expect(await service.create({ name: 'Ada', username: 'ada' })).toEqual({ ok: false, error: { type: 'storage-full' } });
    expect(await parts.device.currentAccount()).toBeUndefined();
  });
});
