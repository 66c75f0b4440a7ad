import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { derive } from '../../protocol/identity/secrets.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { bucketName, fromBucket, toBuckets } from '../../protocol/private-state/buckets.ts';
import { entryFromJson, entryToJson, type PrivateEntry } from '../../protocol/private-state/entry.ts';
import { boundedEntries, mergeEntries } from '../../protocol/private-state/merge.ts';
import { derivePrivateKeys } from '../account-keys.ts';
import { createPrivateCipher } from './cipher.ts';

interface Case {
  readonly name: string;
  readonly entries?: readonly JsonObject[];
  readonly files?: readonly {
    readonly name: string;
    readonly holds: readonly string[];
    readonly sha256: string;
    readonly nonce: string;
    readonly sealedBase64?: string;
  }[];
  readonly one?: JsonObject;
  readonly other?: JsonObject;
  readonly holds?: JsonObject;
  readonly entry?: JsonObject;
}

const file = JSON.parse(readFileSync(new URL('../../../bridge-spec/vectors/private-state.json', import.meta.url), 'utf8')) as {
  readonly seed: string;
  readonly did: Did;
  readonly contentKey: string;
  readonly salt: string;
  readonly cases: readonly Case[];
};
const seed = new Uint8Array(Buffer.from(file.seed, 'hex'));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const cipher = createPrivateCipher(crypto.subtle, file.did, await derivePrivateKeys(crypto.subtle, seed));
const entryOf = (json: JsonObject | undefined): PrivateEntry => entryFromJson(json ?? {}) ?? expect.fail('no entry');

describe('private-state.json', () => {
  it('has the keys of its seed', async () => {
    expect(hex(derive(seed, 'pollen private state 1 content'))).toBe(file.contentKey);
    expect(hex(await cipher.salt())).toBe(file.salt);
  });

  it.each(file.cases.filter(({ files }) => files !== undefined))('files: $name', async ({ entries = [], files = [] }) => {
    const written = entries.map(entryOf);
    const buckets = toBuckets(boundedEntries(mergeEntries(written)), await cipher.salt());
    expect(files.map(({ name }) => name)).toEqual(files.map((_, index) => bucketName({ count: buckets.count, index })));
    for (const [index, { name, holds, sha256: digest, nonce, sealedBase64 }] of files.entries()) {
      const sealed = await cipher.seal(name, buckets.plaintext(index));
      expect(hex(sha256(sealed))).toBe(digest);
      expect(hex(sealed.slice(0, 12))).toBe(nonce);
      const bucket = fromBucket((await cipher.open(name, sealed)) ?? expect.fail('it does not open'));
      expect(bucket?.entries.map(({ kind, id }) => `${kind} ${id}`)).toEqual(holds);
      if (sealedBase64 === undefined) continue;
      expect(Buffer.from(sealed).toString('base64')).toBe(sealedBase64);
      expect(await cipher.open('4-0', sealed)).toBeUndefined();
      expect(await cipher.open(name, sealed.with(40, (sealed[40] ?? 0) ^ 1))).toBeUndefined();
      expect(await cipher.open(name, sealed.slice(0, 27))).toBeUndefined();
    }
  });

  it.each(file.cases.filter(({ one }) => one !== undefined))('merge: $name', ({ one, other, holds }) => {
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      expect([...mergeEntries(order.map(entryOf)).values()].map(entryToJson)).toEqual([holds]);
    }
  });

  it.each(file.cases.filter(({ entry }) => entry !== undefined))('refused: $name', ({ entry }) => {
    expect(entryFromJson(entry ?? {})).toBeUndefined();
  });
});
