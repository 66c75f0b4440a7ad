import { getPublicKey, hashes, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import type { Did } from '../brand.ts';
import { publicKeyToDid } from '../identity/did.ts';
import type { Signer } from '../ports/crypto.ts';

/** The part of WebCrypto's `SubtleCrypto` that signing needs. */
export interface SubtleSign {
  sign(algorithm: 'Ed25519', key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

hashes.sha512 = (message) => sha512(message);

/** Signs with a 32-byte seed, in JavaScript. Keeps a copy of the seed. Throws when it is not 32 bytes. */
export function createSeedSigner(seed: Uint8Array): Signer {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes');
  const secret = seed.slice();
  return {
    did: seedToDid(secret),
    async sign(message) {
      return sign(message, secret);
    },
  };
}

/** The account that a 32-byte seed is the key of. */
export const seedToDid = (seed: Uint8Array): Did => publicKeyToDid(getPublicKey(seed));

/** Signs with a (non-extractable) WebCrypto key of the account `did`. */
export function createWebCryptoSigner(key: CryptoKey, did: Did, subtle: SubtleSign | undefined = platformSubtle()): Signer {
  if (subtle === undefined) throw new TypeError('this platform has no WebCrypto');
  return {
    did,
    async sign(message) {
      return new Uint8Array(await subtle.sign('Ed25519', key, message.slice()));
    },
  };
}

const platformSubtle = (): SubtleSign | undefined => (globalThis as { crypto?: { subtle?: SubtleSign } }).crypto?.subtle;
