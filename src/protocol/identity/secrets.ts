import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { seedToDid } from '../proof/signer.ts';
import { digestMultibase } from './digest.ts';

/** Length of a root secret and of everything that is derived here, in bytes. */
export const secretLengthBytes = 32;

/**
 * An account begins with a root secret, which only backups hold. The account's Ed25519 seed and the root secret of its successor come
 * from it one way (HKDF-SHA-256, RFC 5869): whoever has stolen the key of an account cannot compute its successor's, and one backup
 * brings back both.
 */
export const accountSeed = (root: Uint8Array): Uint8Array<ArrayBuffer> => derive(root, 'pollen account key 1');

/** Root secret of the account that goes on when the key of this one is lost or stolen; it has a successor, too. */
export const successorRoot = (root: Uint8Array): Uint8Array<ArrayBuffer> => derive(root, 'pollen successor 1');

/** `nextKeyDigest` of the actor whose successor has this root secret (bridge-spec section 4). */
export function nextKeyDigest(successor: Uint8Array): string {
  const seed = accountSeed(successor);
  const multikey = seedToDid(seed).slice('did:key:'.length);
  seed.fill(0);
  return digestMultibase(new TextEncoder().encode(multikey));
}

/** A secret of 32 bytes that depends on `from` and on what it is for. Throws when `from` is not as long. */
export function derive(from: Uint8Array, purpose: string): Uint8Array<ArrayBuffer> {
  if (from.length !== secretLengthBytes) throw new RangeError(`a secret has ${secretLengthBytes} bytes`);
  return new Uint8Array(hkdf(sha256, from, undefined, new TextEncoder().encode(purpose), secretLengthBytes));
}
