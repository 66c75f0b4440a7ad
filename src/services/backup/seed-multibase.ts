import { base58btc } from 'multiformats/bases/base58';
import { seedLengthBytes } from '../account-keys.ts';

// Multicodec ed25519-priv (0x1300) as a varint.
const prefix = [0x80, 0x26];

/** The secret key as a Multikey (`z3u2…`), the form that other tools of the field read. */
export function seedToMultibase(seed: Uint8Array): string {
  return base58btc.encode(new Uint8Array([...prefix, ...seed]));
}

/** The seed of `seedToMultibase`; undefined for anything else. */
export function multibaseToSeed(text: string): Uint8Array | undefined {
  try {
    const bytes = base58btc.decode(text as `z${string}`);
    const matches = bytes.length === seedLengthBytes + 2 && bytes[0] === prefix[0] && bytes[1] === prefix[1];
    return matches ? bytes.slice(2) : undefined;
  } catch {
    return undefined;
  }
}
