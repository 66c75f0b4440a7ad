import type { AccountStore } from '../../protocol/ports/store.ts';
import type { SearchManifest, SearchStore, SegmentRecord } from '../../protocol/ports/search.ts';
import { emptyBits, rangeOfBits, removeAll } from './bits.ts';
import { TermReader } from './term-reader.ts';

/** A segment in memory: what it says, and which of its documents count. */
export interface LoadedSegment {
  readonly id: number;
  readonly deadVersion: number;
  readonly record: SegmentRecord;
  readonly terms: TermReader;
  readonly posts: Uint32Array;
  readonly people: Uint32Array;
  /** Documents with a word that begins like this, of the shortest beginnings. */
  readonly beginnings: Map<string, Uint32Array>;
}

export interface LoadedIndex {
  readonly manifest: SearchManifest;
  readonly segments: readonly LoadedSegment[];
}

/** Segments are merged away while they are being read: then all is read once more. */
const tries = 4;

/** The index in memory, about 100 bytes a post, kept up with what is stored; loaded at the first question. */
export function createIndexReader({ search: store, onChange }: Pick<AccountStore, 'search' | 'onChange'>): {
  current(): Promise<LoadedIndex | undefined>;
  /** Takes it out of memory until the next question. */
  forget(): void;
} {
  let known: LoadedIndex | undefined;
  let isCurrent = false;
  onChange((topics) => {
    if (topics.has('search')) isCurrent = false;
  });
  let loading: Promise<LoadedIndex | undefined> | undefined;

  async function load(): Promise<LoadedIndex | undefined> {
    for (let left = tries; left > 0; left--) {
      isCurrent = true;
      const manifest = await store.manifest();
      if (manifest === undefined) return undefined;
      if (known !== undefined && sameSegments(known.manifest, manifest)) return (known = { ...known, manifest });
      const segments = await loadSegments(store, manifest, known?.segments ?? []);
      if (segments !== undefined) return (known = { manifest, segments });
    }
    isCurrent = false;
    return known;
  }

  return {
    async current() {
      if (known !== undefined && isCurrent && loading === undefined) return known;
      loading ??= load().finally(() => {
        loading = undefined;
      });
      return loading;
    },
    forget() {
      known = undefined;
    },
  };
}

function sameSegments(one: SearchManifest, other: SearchManifest): boolean {
  return (
    one.seed === other.seed &&
    one.segments.length === other.segments.length &&
    one.segments.every(({ id, deadVersion }, place) => {
      const there = other.segments[place];
      return there?.id === id && there.deadVersion === deadVersion;
    })
  );
}

async function loadSegments(
  store: SearchStore,
  { segments }: SearchManifest,
  known: readonly LoadedSegment[],
): Promise<readonly LoadedSegment[] | undefined> {
  const before = new Map(known.map((segment) => [segment.id, segment]));
  const changed = segments.filter(({ id, deadVersion }) => before.get(id)?.deadVersion !== deadVersion);
  const missing = changed.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  const withDead = changed.filter(({ dead }) => dead > 0).map(({ id }) => id);
  const [records, bits] = await Promise.all([store.segments(missing), store.dead(withDead)]);
  const recordOf = new Map(missing.map((id, place) => [id, records[place]]));
  const deadOf = new Map(withDead.map((id, place) => [id, bits[place]]));
  const loaded: LoadedSegment[] = [];
  for (const { id, deadVersion } of segments) {
    const same = before.get(id);
    const record = same?.record ?? recordOf.get(id);
    if (record === undefined) return undefined;
    loaded.push(same?.deadVersion === deadVersion ? same : withBits(id, deadVersion, record, deadOf.get(id)));
  }
  return loaded;
}

function withBits(id: number, deadVersion: number, record: SegmentRecord, dead: Uint8Array | undefined): LoadedSegment {
  const documents = record.atMs.length;
  const terms = new TermReader(record);
  const people = emptyBits(documents);
  terms.seek('!person');
  if (terms.term === '!person') terms.mark(people);
  const posts = rangeOfBits(documents, 0, documents);
  removeAll(posts, people);
  if (dead !== undefined) {
    const gone = wordsOfBits(dead, documents);
    removeAll(posts, gone);
    removeAll(people, gone);
  }
  return { id, deadVersion, record, terms, posts, people, beginnings: new Map() };
}

/** Bits as they rest (bytes) as they are reckoned with. */
export function wordsOfBits(bytes: Uint8Array, documents: number): Uint32Array<ArrayBuffer> {
  const bits = emptyBits(documents);
  new Uint8Array(bits.buffer).set(bytes.subarray(0, bits.byteLength));
  return bits;
}
