import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalize } from '../proof/canonical-json.ts';
import { parseSigned } from '../proof/signed-json.ts';
import { entryFromJson, entryKey, entryToJson, type PrivateEntry } from './entry.ts';

/** How many files the private state may be cut into: one change rewrites one of them, whatever the size of the account. */
export const bucketCounts = [1, 4, 16, 64, 256] as const;
export type BucketCount = (typeof bucketCounts)[number];

/** A file grows to about this before there are more of them, bytes. */
const bucketTargetBytes = 16 * 1024;
/** Largest plaintext of a file, bytes: encrypted it is still one block of the tree. */
export const bucketLimitBytes = 15 * 64 * 1024;
const smallestBytes = 1024;
/** Above it sizes are rounded up to multiples instead of powers of two, bytes. */
const stepBytes = 64 * 1024;
const lengthBytes = 4;

/** Entries cut into files. */
export interface Buckets {
  readonly count: BucketCount;
  /** Number of the file that an entry stands in. */
  indexOf(entry: PrivateEntry): number;
  /** Padded; what is encrypted. */
  plaintext(index: number): Uint8Array<ArrayBuffer>;
}

const utf8 = new TextEncoder();

/**
 * Cuts entries (in their order) into files. `salt` is secret, so that nobody who guesses an entry can tell by the file that changed
 * whether it was one of them. The same entries make the same bytes on every device.
 */
export function toBuckets(entries: readonly PrivateEntry[], salt: Uint8Array): Buckets {
  const texts = entries.map((entry) => canonicalize(entryToJson(entry)));
  const totalBytes = texts.reduce((sum, text) => sum + utf8.encode(text).length + 1, 0);
  const count = bucketCounts.find((candidate) => totalBytes / candidate <= bucketTargetBytes) ?? 256;
  const parts: string[][] = Array.from({ length: count }, () => []);
  for (const [place, entry] of entries.entries()) parts[bucketIndex(entry, salt, count)]?.push(texts[place] ?? '');
  return {
    count,
    indexOf: (entry) => bucketIndex(entry, salt, count),
    plaintext: (index) => pad(encode(parts[index] ?? [])),
  };
}

/** Of SHA-256(salt ‖ kind ‖ blank ‖ id) the first byte, modulo the count. */
function bucketIndex(entry: PrivateEntry, salt: Uint8Array, count: BucketCount): number {
  if (count === 1) return 0;
  const name = utf8.encode(entryKey(entry));
  const bytes = new Uint8Array(salt.length + name.length);
  bytes.set(salt);
  bytes.set(name, salt.length);
  return (sha256(bytes)[0] ?? 0) % count;
}

/** The entries of one file; those that do not fit are left out from the end, which takes an account of some hundred megabytes. */
function encode(texts: readonly string[]): Uint8Array {
  const write = (some: readonly string[]): Uint8Array => utf8.encode(`{"entries":[${some.join(',')}]}`);
  for (let kept = texts; ; kept = kept.slice(0, Math.floor(kept.length * 0.9))) {
    const bytes = write(kept);
    if (bytes.length + lengthBytes <= bucketLimitBytes) return bytes;
  }
}

/** Length (4 bytes, big-endian), text, zeros up to a size that says little about it. */
function pad(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(paddedBytes(text.length + lengthBytes));
  new DataView(padded.buffer).setUint32(0, text.length);
  padded.set(text, lengthBytes);
  return padded;
}

/** The next power of two, at least 1 KiB; above 64 KiB the next multiple of that. */
export function paddedBytes(length: number): number {
  if (length > stepBytes) return Math.ceil(length / stepBytes) * stepBytes;
  let size = smallestBytes;
  while (size < length) size *= 2;
  return size;
}

/** The entries of a decrypted file; undefined when it is none. Entries that are out of bounds are left out and counted. */
export function fromBucket(
  plaintext: Uint8Array,
): { readonly entries: readonly PrivateEntry[]; readonly refused: number } | undefined {
  if (plaintext.length < lengthBytes || plaintext.length > bucketLimitBytes) return undefined;
  const length = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(0);
  if (length > plaintext.length - lengthBytes) return undefined;
  const text = plaintext.subarray(lengthBytes, lengthBytes + length);
  const parsed = parseSigned(text, { maximumBytes: bucketLimitBytes, maximumValues: 300_000 });
  const written = parsed.ok ? parsed.value['entries'] : undefined;
  if (!Array.isArray(written)) return undefined;
  const entries = written.flatMap((json) => entryFromJson(json) ?? []);
  return { entries, refused: written.length - entries.length };
}

const namePattern = /^(1|4|16|64|256)-(0|[1-9]\d{0,2})$/;

export interface BucketName {
  readonly count: number;
  readonly index: number;
}

export const bucketName = ({ count, index }: BucketName): string => `${count}-${index}`;

/** The place of a file in the private state; undefined when its name is none. */
export function parseBucketName(name: string): BucketName | undefined {
  const match = namePattern.exec(name);
  const count = Number(match?.[1]);
  const index = Number(match?.[2]);
  return match !== null && index < count ? { count, index } : undefined;
}
