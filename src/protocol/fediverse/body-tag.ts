import { sha256 } from '@noble/hashes/sha2.js';

/**
 * Names the bytes of an answer, so that the same ones are known again: 22 characters. Stands in for a server's own entity tag, which
 * no server of the fediverse lets a page of another origin read (Fetch standard, CORS-safelisted response headers).
 */
export const bodyTag = (bytes: Uint8Array): string =>
  Array.from(sha256(bytes).subarray(0, 11), (byte) => byte.toString(16).padStart(2, '0')).join('');
