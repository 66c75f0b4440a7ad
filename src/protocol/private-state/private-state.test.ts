import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketCounts, bucketName, fromBucket, paddedBytes, parseBucketName, toBuckets } from './buckets.ts';
import { entryFromJson, entryKey, entryLimits, entryText, entryToJson, isWithinBounds, type PrivateEntry } from './entry.ts';
import { boundedEntries, mergeEntries, newsFor } from './merge.ts';
import { entryOfRecord, isEchoOf, isWholeRecord, recordOfEntry } from './record-entries.ts';
import { maximumStampMs, nextStamp } from './stamp.ts';
import type { AcctUri, ObjectId } from '../brand.ts';
import { seedToDid } from '../proof/signer.ts';

const did = seedToDid(new Uint8Array(32).fill(7));
const salt = new Uint8Array(32).fill(9);

const entries: fc.Arbitrary<PrivateEntry[]> = fc.array(
  fc.record({
    // Few of each, so that there are ties and repetitions.
    kind: fc.constantFrom('follow', 'block', 'setting', 'from-2031'),
    id: fc.constantFrom('a', 'b', 'c d', 'ü', '😀'),
    stampMs: fc.nat({ max: 4 }),
    removed: fc.boolean(),
    value: fc.option(fc.record({ text: fc.constantFrom('x', 'y', 'ÿ', '😀') }), { nil: undefined }),
  }),
  { maxLength: 12 },
);
const textsOf = (state: ReadonlyMap<string, PrivateEntry>): string[] => [...state.values()].map(entryText).toSorted();

describe('merging private state', () => {
  it('comes to the same in every order, however often', () => {
    fc.assert(
      fc.property(entries, entries, entries, (a, b, c) => {
        const all = textsOf(mergeEntries(a, b, c));
        expect(textsOf(mergeEntries(c, a, b))).toEqual(all);
        expect(textsOf(mergeEntries(mergeEntries(a, b).values(), c))).toEqual(all);
        expect(textsOf(mergeEntries(a, mergeEntries(b, c).values(), b))).toEqual(all);
        const merged = mergeEntries(a, b, c);
        expect(newsFor(merged, mergeEntries(merged.values(), b))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes the higher stamp, removed or not', () => {
    const on = { kind: 'follow', id: 'a', stampMs: 5, removed: false };
    expect([...mergeEntries([on], [{ ...on, stampMs: 6, removed: true }]).values()]).toEqual([
      { ...on, stampMs: 6, removed: true },
    ]);
    expect([...mergeEntries([{ ...on, stampMs: 7 }], [{ ...on, stampMs: 6, removed: true }]).values()]).toEqual([
      { ...on, stampMs: 7 },
    ]);
  });

  it('lets the oldest removed ones go first when there are too many', () => {
    const entry = (id: string, stampMs: number, removed = false) => ({ kind: 'follow', id, stampMs, removed });
    const state = mergeEntries([entry('d', 1), entry('a', 9, true), entry('b', 8, true), entry('c', 2)]);
    expect(boundedEntries(state, 3).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(boundedEntries(state, 1).map(({ id }) => id)).toEqual(['c']);
  });
});

describe('stamps', () => {
  it('are above everything that was seen, whatever the clock says', () => {
    expect(nextStamp(100)).toBe(100);
    expect(nextStamp(100, { stampMs: 4_000_000_000_000 })).toBe(4_000_000_000_001);
    expect(nextStamp(100, undefined, { stampMs: 99 }, { stampMs: 100 })).toBe(101);
    expect(nextStamp(-5)).toBe(0);
    expect(nextStamp(1, { stampMs: maximumStampMs })).toBe(maximumStampMs);
  });
});

describe('files of private state', () => {
  const many = (count: number): PrivateEntry[] =>
    Array.from({ length: count }, (_, n) => ({
      kind: 'bookmark',
      id: `https://a.example/notes/${n}`,
      stampMs: n,
      removed: false,
    }));
  const readAll = (cut: ReturnType<typeof toBuckets>) =>
    Array.from({ length: cut.count }, (_, index) => fromBucket(cut.plaintext(index)));

  it.each([
    [0, 1],
    [100, 1],
    [300, 4],
    [4_000, 64],
    [60_000, 256],
  ])('%i entries come back from %i files', (count, files) => {
    const all = many(count);
    const cut = toBuckets(boundedEntries(mergeEntries(all)), salt);
    expect(cut.count).toBe(files);
    const back = readAll(cut).flatMap((bucket) => bucket?.entries ?? []);
    expect(textsOf(mergeEntries(back))).toEqual(textsOf(mergeEntries(all)));
  });

  it('change in one place when one entry changes, and are as long as before', () => {
    const state = mergeEntries(many(4_000));
    const changed = { kind: 'bookmark', id: 'https://a.example/notes/77', stampMs: 9_999, removed: true };
    const before = toBuckets(boundedEntries(state), salt);
    const after = toBuckets(boundedEntries(mergeEntries(state.values(), [changed])), salt);
    const differ = Array.from({ length: 64 }, (_, index) => index).filter(
      (index) => Buffer.compare(before.plaintext(index), after.plaintext(index)) !== 0,
    );
    expect(differ).toEqual([after.indexOf(changed)]);
    expect(after.plaintext(differ[0] ?? 0).length).toBe(before.plaintext(differ[0] ?? 0).length);
  });

  it('are spread by a secret', () => {
    const all = boundedEntries(mergeEntries(many(300)));
    const [one, other] = [toBuckets(all, salt), toBuckets(all, new Uint8Array(32).fill(1))];
    expect(all.map((entry) => one.indexOf(entry))).not.toEqual(all.map((entry) => other.indexOf(entry)));
  });

  it('have sizes that say little', () => {
    expect([0, 1024, 1025, 5_000, 65_536, 65_537, 131_073].map(paddedBytes)).toEqual([
      1024, 1024, 2048, 8192, 65_536, 131_072, 196_608,
    ]);
  });

  it('have names', () => {
    for (const count of bucketCounts)
      for (const index of [0, count - 1]) expect(parseBucketName(bucketName({ count, index }))).toEqual({ count, index });
    for (const name of ['', '4', '4-4', '3-0', '1-1', '4-01', '256-256', ' 4-1', '4-1.bin', '4--1']) {
      expect(parseBucketName(name), name).toBeUndefined();
    }
  });

  const fileOf = (text: string, length?: number): Uint8Array => {
    const bytes = new TextEncoder().encode(text);
    const file = new Uint8Array(1024 * Math.ceil((bytes.length + 4) / 1024));
    new DataView(file.buffer).setUint32(0, length ?? bytes.length);
    file.set(bytes, 4);
    return file;
  };

  it.each([
    ['nothing', new Uint8Array()],
    ['a length beyond its end', fileOf('{"entries":[]}', 2000)],
    ['no JSON', fileOf('{"entries":[')],
    ['blanks', fileOf('{"entries": []}')],
    ['no list', fileOf('{"entries":"all"}')],
    ['null', fileOf('{"entries":[null]}')],
    ['fractions', fileOf('{"entries":[{"id":"a","kind":"b","stamp":1.5}]}')],
    ['nesting', fileOf(`{"entries":[${'['.repeat(40)}${']'.repeat(40)}]}`)],
    ['noise', Uint8Array.from({ length: 1024 }, (_, n) => (n * 7919) % 256)],
  ])('are refused for %s', (_what, file) => {
    expect(fromBucket(file)).toBeUndefined();
  });

  it('leave out single entries that are none', () => {
    const good = { id: 'a', kind: 'from-2031', stamp: 5 };
    const bad = [
      'text',
      { id: 'a', kind: 'Follow', stamp: 5 },
      { id: '', kind: 'follow', stamp: 5 },
      { id: 'x'.repeat(entryLimits.idLength + 1), kind: 'follow', stamp: 5 },
      { id: 'a', kind: 'follow', stamp: -1 },
      { id: 'a', kind: 'follow', stamp: maximumStampMs + 1 },
      { id: 'a', kind: 'follow', removed: false, stamp: 5 },
      { id: 'a', kind: 'follow', more: 1, stamp: 5 },
      { id: 'a', kind: 'follow', stamp: 5, value: { text: 'x'.repeat(entryLimits.valueBytes) } },
    ];
    const read = fromBucket(fileOf(JSON.stringify({ entries: [...bad, good] })));
    expect(read?.entries.map(entryToJson)).toEqual([good]);
    expect(read?.refused).toBe(bad.length);
  });

  it('hold entries exactly', () => {
    fc.assert(
      fc.property(entries, (some) => {
        const state = mergeEntries(some);
        const back = fromBucket(toBuckets(boundedEntries(state), salt).plaintext(0));
        expect(textsOf(mergeEntries(back?.entries ?? []))).toEqual(textsOf(state));
      }),
      { numRuns: 500 },
    );
  });
});

describe('records as entries', () => {
  const state = { stampMs: 5, removed: false };
  const options = { showBoosts: false, notify: true, languages: ['de', 'en'] };
  const eve = 'https://social.example/users/eve' as ObjectId;
  const records = [
    { kind: 'follow', record: { did, name: 'k51', via: ['https://g.example'], options, ...state } },
    { kind: 'remote-follow', record: { id: eve, acct: 'acct:eve@social.example' as AcctUri, options, ...state } },
    { kind: 'block', record: { target: 'https://social.example' as ObjectId, kind: 'block', ...state } },
    { kind: 'mute', record: { target: 'acct:eve@social.example' as AcctUri, kind: 'mute', hidesNotifications: false, ...state } },
    { kind: 'list', record: { id: 'list-1', title: 'Bees \ud800', ...state } },
    { kind: 'list-member', record: { list: 'list 1', member: did, ...state, removed: true } },
    { kind: 'bookmark', record: { id: `ap://${did}/o/1` as ObjectId, ...state } },
  ] as unknown as Parameters<typeof entryOfRecord>[0][];

  it.each(records)('$kind', (record) => {
    const entry = entryOfRecord(record);
    expect(isWithinBounds(entry)).toBe(true);
    const back = recordOfEntry(entryFromJson(entryToJson(entry)) ?? entry);
    expect(back?.kind).toBe(record.kind);
    expect(entryText(entryOfRecord(back ?? record))).toBe(entryText(entry));
    expect(isWholeRecord(entry)).toBe(true);
  });

  it('keeps what a newer version added, until the record is changed here', () => {
    const written = entryOfRecord(records[4] ?? records[0]!);
    const kept = { ...written, value: { ...written.value, colour: 'green' } };
    expect(isWholeRecord(kept)).toBe(false);
    expect(isEchoOf(kept, written)).toBe(true);
    expect(isEchoOf(kept, { ...written, stampMs: 6 })).toBe(false);
  });

  it('takes nothing that is no record', () => {
    const wrong: PrivateEntry[] = [
      { kind: 'follow', id: 'did:key:z6Mk', ...state },
      { kind: 'remote-follow', id: eve, ...state },
      { kind: 'remote-follow', id: eve, ...state, value: { acct: 'eve', options: { ...options } } },
      { kind: 'block', id: 'javascript:alert(1)', ...state },
      { kind: 'list', id: 'l', ...state },
      { kind: 'list-member', id: did, ...state },
      { kind: 'bookmark', id: 'file:///etc', ...state },
      { kind: 'setting', id: 'locale', ...state, value: { value: 'de' } },
    ];
    for (const entry of wrong) expect(recordOfEntry(entry), entryKey(entry)).toBeUndefined();
    const follow = recordOfEntry({
      kind: 'follow',
      id: did,
      ...state,
      value: { via: ['javascript:1', 5, 'https://g.example'] },
    });
    expect(follow?.record).toMatchObject({ via: ['https://g.example'] });
  });
});
