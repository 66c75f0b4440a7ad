import { base58btc } from 'multiformats/bases/base58';
import { secretLengthBytes } from '../../protocol/identity/secrets.ts';
import { seedLengthBytes } from '../account-keys.ts';

// Multicodec ed25519-priv (0x1300) as a varint.
const seedPrefix = [0x80, 0x26];

/** The secret key as a Multikey (`z3u2…`), the form that other tools of the field read. */
export function seedToMultibase(seed: Uint8Array): string {
  return base58btc.encode(new Uint8Array([...seedPrefix, ...seed]));
}

/** The seed of `seedToMultibase`; undefined for anything else. */
export function multibaseToSeed(text: string): Uint8Array | undefined {
  const bytes = decode(text);
  const matches = bytes?.length === seedLengthBytes + 2 && bytes[0] === seedPrefix[0] && bytes[1] === seedPrefix[1];
  return matches ? bytes.slice(2) : undefined;
}

/** A root secret as text. It is no key of a kind that others know, so it has no multicodec. */
export function rootToMultibase(root: Uint8Array): string {
  return base58btc.encode(root);
}

/** The root secret of `rootToMultibase`; undefined for anything else. */
export function multibaseToRoot(text: string): Uint8Array | undefined {
  const bytes = decode(text);
  return bytes?.length === secretLengthBytes ? bytes : undefined;
}

function decode(text: string): Uint8Array | undefined {
  try {
    return base58btc.decode(text as `z${string}`);
  } catch {
    return undefined;
  }
}
