import { derive } from '../protocol/identity/secrets.ts';
import { createSeedSigner, createWebCryptoSigner } from '../protocol/proof/signer.ts';
import type { Signer } from '../protocol/ports/crypto.ts';
import type { AccountRecord, PrivateKeys, WrappedSecret } from '../protocol/ports/records.ts';

/** Fills a new array of `length` bytes with secure random bytes. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** Length in bytes of an Ed25519 seed: the key of an account. */
export const seedLengthBytes = 32;

// PKCS8 wrapper of an Ed25519 seed (RFC 8410 section 7); WebCrypto imports private keys only in this form or as JWK.
const pkcs8Prefix = new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);

/**
 * The seed as a signing key for everyday use: non-extractable where WebCrypto knows Ed25519, else the seed itself
 * (the user is told, see `hasWeakKeyStorage`).
 */
export async function importSigningKey(subtle: SubtleCrypto, seed: Uint8Array): Promise<AccountRecord['signingKey']> {
  const pkcs8 = new Uint8Array([...pkcs8Prefix, ...seed]);
  try {
    return { kind: 'webcrypto', key: await subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign']) };
  } catch {
    return { kind: 'seed', seed: seed.slice() };
  } finally {
    pkcs8.fill(0);
  }
}

/** True where this browser cannot keep the key non-extractable. */
export function hasWeakKeyStorage(account: AccountRecord): boolean {
  return account.signingKey.kind === 'seed';
}

/** Signs documents and IPNS records of the account. Throws for a locked one: whoever opens it has unlocked it. */
export function signerForAccount({ did, signingKey }: AccountRecord): Signer {
  switch (signingKey.kind) {
    case 'webcrypto':
      return createWebCryptoSigner(signingKey.key, did);
    case 'seed':
      return createSeedSigner(signingKey.seed);
    case 'locked':
      throw new Error('this account is locked');
  }
}

/**
 * The keys of the private state (bridge-spec section 17): HKDF-SHA-256 of the account's seed, non-extractable. The same on every device
 * of the account; nobody gets from them to the seed.
 */
export async function derivePrivateKeys(subtle: SubtleCrypto, seed: Uint8Array): Promise<PrivateKeys> {
  const content = derive(seed, 'pollen private state 1 content');
  const nonce = derive(seed, 'pollen private state 1 nonce');
  try {
    return {
      content: await subtle.importKey('raw', content, { name: 'AES-GCM' }, false, ['encrypt', 'decrypt']),
      nonce: await subtle.importKey('raw', nonce, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    };
  } finally {
    content.fill(0);
    nonce.fill(0);
  }
}

/** Wraps a secret with a fresh AES-GCM key that cannot leave this browser, so that a first backup can be written later. */
export async function wrapSecret(subtle: SubtleCrypto, random: RandomBytes, secret: Uint8Array): Promise<WrappedSecret> {
  const wrappingKey = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const iv = random(12);
  const wrapped = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv }, wrappingKey, secret.slice()));
  return { wrapped, iv, wrappingKey };
}

/** The secret of `wrapSecret`; undefined when the record does not open (a damaged database). */
export async function unwrapSecret(subtle: SubtleCrypto, pending: WrappedSecret): Promise<Uint8Array | undefined> {
  try {
    const algorithm = { name: 'AES-GCM', iv: pending.iv.slice() };
    return new Uint8Array(await subtle.decrypt(algorithm, pending.wrappingKey, pending.wrapped.slice()));
  } catch {
    return undefined;
  }
}
