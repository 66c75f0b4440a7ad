import { sha256 } from '@noble/hashes/sha2.js';
import { derive } from '../../src/protocol/identity/secrets.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { bucketName, fromBucket, toBuckets } from '../../src/protocol/private-state/buckets.ts';
import { entryToJson, type PrivateEntry } from '../../src/protocol/private-state/entry.ts';
import { boundedEntries, mergeEntries } from '../../src/protocol/private-state/merge.ts';
import { entryOfRecord } from '../../src/protocol/private-state/record-entries.ts';
import { derivePrivateKeys } from '../../src/services/account-keys.ts';
import { createPrivateCipher } from '../../src/services/private-state/cipher.ts';
import { seedHex, seedOf, source, startMs, testSigner } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

const account = 31;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bob = testSigner(32).did;

const few: readonly PrivateEntry[] = [
  entryOfRecord({
    kind: 'follow',
    record: { did: bob, name: 'k51' as never, via: ['https://gateway.example'], stampMs: startMs, removed: false },
  }),
  { kind: 'block', id: 'https://spam.example', stampMs: startMs + 1, removed: true },
  { kind: 'list', id: 'l1', stampMs: startMs + 2, removed: false, value: { title: 'Bees 🐝' } },
  { kind: 'list-member', id: `l1 ${bob}`, stampMs: startMs + 3, removed: false },
  { kind: 'read-marker', id: 'notifications', stampMs: startMs + 4, removed: false },
  { kind: 'setting', id: 'postLanguage', stampMs: startMs + 5, removed: false, value: { value: 'de' } },
  { kind: 'from-a-later-version', id: 'x', stampMs: startMs + 6, removed: false, value: { anything: [1, true, 'text'] } },
];
const many: readonly PrivateEntry[] = Array.from({ length: 200 }, (_, index) => ({
  kind: 'bookmark',
  id: `https://notes.example/${index}`,
  stampMs: startMs + index,
  removed: index % 7 === 0,
}));

/** Keys, files and merges of the private state. */
export async function privateStateVectors(): Promise<VectorFile> {
  const { did } = testSigner(account);
  const cipher = createPrivateCipher(crypto.subtle, did, await derivePrivateKeys(crypto.subtle, seedOf(account)));
  const salt = await cipher.salt();

  async function written(name: string, entries: readonly PrivateEntry[]): Promise<VectorCase> {
    const buckets = toBuckets(boundedEntries(mergeEntries(entries)), salt);
    const files: Record<string, unknown>[] = [];
    for (let index = 0; index < buckets.count; index++) {
      const file = bucketName({ count: buckets.count, index });
      const plaintext = buckets.plaintext(index);
      const sealed = await cipher.seal(file, plaintext);
      const holds = (fromBucket(plaintext)?.entries ?? []).map(({ kind, id }) => `${kind} ${id}`);
      const whole = buckets.count === 1 ? { sealedBase64: Buffer.from(sealed).toString('base64') } : {};
      files.push({
        name: file,
        holds,
        plaintextBytes: plaintext.length,
        nonce: hex(sealed.slice(0, 12)),
        sha256: hex(sha256(sealed)),
        ...whole,
      });
    }
    return { name, clause: '17', entries: entries.map(entryToJson), files };
  }

  const merged = (name: string, one: PrivateEntry, other: PrivateEntry): VectorCase => ({
    name,
    clause: '17',
    one: entryToJson(one),
    other: entryToJson(other),
    holds: entryToJson([...mergeEntries([one], [other]).values()][0] ?? one),
  });
  const follow = few[0] ?? expectOne();
  const refused = (name: string, entry: JsonObject): VectorCase => ({ name, clause: '17', entry, taken: false });

  return {
    description: 'Keys, files and merging of the private state. `holds`: the entries of a file, in their order.',
    source,
    seed: seedHex(account),
    did,
    contentKey: hex(derive(seedOf(account), 'pollen private state 1 content')),
    nonceKey: hex(derive(seedOf(account), 'pollen private state 1 nonce')),
    salt: hex(salt),
    cases: [
      await written('nothing', []),
      await written('one file', few),
      await written('four files', many),
      merged('the higher stamp holds', follow, { ...follow, stampMs: startMs + 1, removed: true }),
      merged('also when it is the older state of mind', { ...follow, stampMs: startMs + 2 }, { ...follow, removed: true }),
      merged('of two with one stamp the greater text', follow, { ...follow, removed: true }),
      refused('kind with a capital', { id: 'x', kind: 'Follow', stamp: 1 }),
      refused('no id', { id: '', kind: 'follow', stamp: 1 }),
      refused('stamp below 0', { id: 'x', kind: 'follow', stamp: -1 }),
      refused('removed: false', { id: 'x', kind: 'follow', removed: false, stamp: 1 }),
      refused('a member too many', { id: 'x', kind: 'follow', more: 1, stamp: 1 }),
      refused('value too large', { id: 'x', kind: 'follow', stamp: 1, value: { text: 'x'.repeat(4096) } }),
    ],
  };
}

function expectOne(): never {
  throw new Error('there are no entries');
}
