import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { SearchManifest, SegmentEntry, SegmentKeys } from '../../protocol/ports/search.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { setBit, hasBit } from './bits.ts';
import type { SearchDocument } from './document.ts';
import { documentOfPerson, documentOfPost } from './documents.ts';
import { hashOf, placeOf } from './id-hash.ts';
import { chooseMerge } from './choose-merge.ts';
import { wordsOfBits } from './loaded-index.ts';
import { mergeSegments } from './merge-segments.ts';
import { writeSegment } from './write-segment.ts';

/** Of the form of the index and of what is a word: another one is built anew. */
export const indexVersion = 1;

/** Read from the database at once: little, because the timeline may wait behind it, and unpacking it stops the page. */
const readAtOnce = 40;
/** Documents in a segment as they are first written: more take more memory, fewer more merging. */
const documentsAtOnce = 2_000;
const changesAtOnce = 100;

export interface IndexerParts {
  readonly store: Pick<AccountStore, 'search' | 'posts' | 'people'>;
  /** Resolves when there is time to go on; asked every few ms of work. */
  breathe(): Promise<void>;
  /** 32 random bits. */
  newSeed(): number;
}

/** What is to be changed, and by which number what is stored is known; undefined: nothing is. */
interface State {
  readonly manifest: SearchManifest;
  readonly follows: number | undefined;
}

/**
 * Keeps the index up with what is stored, a step at a time. What it has written counts, whatever happens then; killed in the middle of a
 * step, the step is done again. One runs at a time, in the tab that leads.
 */
export function createIndexer({ store, breathe, newSeed }: IndexerParts): {
  /** Works until there is nothing left to do, or `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
} {
  const { search } = store;
  const keysOf = new Map<number, SegmentKeys>();

  async function begin(): Promise<State> {
    const known = await search.manifest();
    if (known?.version === indexVersion) return { manifest: known, follows: known.nextId };
    await search.clear();
    keysOf.clear();
    const building = { stage: 'posts', after: '' } as const;
    return { manifest: { version: indexVersion, seed: newSeed(), nextId: 1, segments: [], building }, follows: undefined };
  }

  /** Takes `ids` out of the segments there are, puts `documents` into a new one, and forgets `heard`. */
  async function write(
    { manifest, follows }: State,
    ids: readonly string[],
    documents: readonly SearchDocument[],
    more: { readonly heard?: readonly number[]; readonly building?: SearchManifest['building'] },
  ): Promise<void> {
    const { seed, nextId } = manifest;
    const keys = await loadKeys(manifest);
    const gone = new Map<number, number[]>();
    for (const [count, id] of ids.entries()) {
      const hash = hashOf(id, seed);
      for (const [segment, known] of keys) {
        const place = placeOf(known, hash);
        if (place !== undefined) gone.set(segment, [...(gone.get(segment) ?? []), place]);
      }
      if (count % 64 === 63) await breathe();
    }
    const { entries, dead } = await markDead(manifest.segments, gone);
    const added = documents.length === 0 ? [] : [{ id: nextId, ...(await writeSegment(documents, seed, breathe)) }];
    const fresh: SegmentEntry[] = added.map(({ id }) => ({ id, documents: documents.length, dead: 0, deadVersion: 0 }));
    const isWritten = await search.commit({
      follows,
      manifest: {
        ...manifest,
        nextId: nextId + 1,
        segments: [...entries, ...fresh],
        ...(more.building && { building: more.building }),
      },
      added,
      dead,
      dropped: [],
      heard: more.heard ?? [],
    });
    if (isWritten) for (const segment of added) keysOf.set(segment.id, segment.keys);
  }

  async function loadKeys({ segments }: SearchManifest): Promise<Map<number, SegmentKeys>> {
    const alive = new Set(segments.map(({ id }) => id));
    for (const id of keysOf.keys()) if (!alive.has(id)) keysOf.delete(id);
    const missing = [...alive].filter((id) => !keysOf.has(id));
    const found = await search.keys(missing);
    missing.forEach((id, place) => {
      const keys = found[place];
      if (keys !== undefined) keysOf.set(id, keys);
    });
    return keysOf;
  }

  /** Bits of those segments of which something is gone that was not gone before. */
  async function markDead(
    segments: readonly SegmentEntry[],
    gone: ReadonlyMap<number, readonly number[]>,
  ): Promise<{
    readonly entries: readonly SegmentEntry[];
    readonly dead: { readonly id: number; readonly bits: Uint8Array<ArrayBuffer> }[];
  }> {
    const known = await search.dead([...gone.keys()]);
    const before = new Map([...gone.keys()].map((id, place) => [id, known[place]]));
    const dead: { readonly id: number; readonly bits: Uint8Array<ArrayBuffer> }[] = [];
    const entries = segments.map((entry) => {
      const places = gone.get(entry.id);
      if (places === undefined) return entry;
      const bits = wordsOfBits(before.get(entry.id) ?? new Uint8Array(), entry.documents);
      const fresh = new Set(places.filter((place) => !hasBit(bits, place)));
      if (fresh.size === 0) return entry;
      for (const place of fresh) setBit(bits, place);
      dead.push({ id: entry.id, bits: new Uint8Array(bits.buffer) });
      return { ...entry, dead: entry.dead + fresh.size, deadVersion: entry.deadVersion + 1 };
    });
    return { entries, dead };
  }

  /** False: nothing has changed since the index was written. */
  async function workOffChanges(state: State): Promise<boolean> {
    const changes = await search.changes(changesAtOnce);
    if (changes.length === 0) return false;
    const heard: number[] = [];
    const posts = new Set<ObjectId>();
    const people = new Set<Did | ObjectId>();
    for (const change of changes) {
      if (heard.length > 0 && posts.size + people.size + change.posts.length + change.people.length > documentsAtOnce) break;
      heard.push(change.number);
      for (const id of change.posts) posts.add(id);
      for (const id of change.people) people.add(id);
    }
    const documents: SearchDocument[] = [];
    for (const ids of portions([...posts])) {
      for (const post of await store.posts(ids)) {
        const document = post && documentOfPost(post);
        if (document !== undefined) documents.push(document);
      }
      await breathe();
    }
    for (const ids of portions([...people])) {
      for (const person of await store.people(ids)) if (person !== undefined) documents.push(documentOfPerson(person));
      await breathe();
    }
    await write(state, [...posts, ...people], documents, { heard });
    return true;
  }

  /** A step of the walk over what is stored. */
  async function walkOn(state: State, signal: AbortSignal): Promise<void> {
    const { stage } = state.manifest.building;
    let { after } = state.manifest.building;
    const documents: SearchDocument[] = [];
    let isOver = false;
    while (!isOver && documents.length < documentsAtOnce && !signal.aborted) {
      const found = stage === 'posts' ? await search.postsAfter(after, readAtOnce) : await search.peopleAfter(after, readAtOnce);
      isOver = found.length < readAtOnce;
      after = found.at(-1)?.id ?? after;
      for (const record of found) {
        const document = 'content' in record ? documentOfPost(record) : documentOfPerson(record);
        if (document !== undefined) documents.push(document);
        await breathe();
      }
    }
    if (signal.aborted) return;
    const next = stage === 'posts' ? 'people' : 'done';
    const building: SearchManifest['building'] = isOver ? { stage: next, after: '' } : { stage, after };
    await write(
      state,
      documents.map(({ id }) => id),
      documents,
      { building },
    );
  }

  /** False: there is nothing to merge. */
  async function mergeOnce({ manifest, follows }: State): Promise<boolean> {
    const chosen = chooseMerge(manifest.segments);
    if (chosen.length === 0) return false;
    const ids = chosen.map(({ id }) => id);
    const [segments, dead, keys] = await Promise.all([search.segments(ids), search.dead(ids), loadKeys(manifest)]);
    const sources = ids.flatMap((id, place) => {
      const [segment, known] = [segments[place], keys.get(id)];
      if (segment === undefined || known === undefined) return [];
      return [{ segment, keys: known, dead: wordsOfBits(dead[place] ?? new Uint8Array(), segment.atMs.length) }];
    });
    if (sources.length < ids.length) throw new Error('a part of the search index is missing');
    const merged = await mergeSegments(sources, breathe);
    const id = manifest.nextId;
    const documents = merged.segment.atMs.length;
    const fresh: SegmentEntry[] = documents === 0 ? [] : [{ id, documents, dead: 0, deadVersion: 0 }];
    const rest = manifest.segments.filter((entry) => !ids.includes(entry.id));
    const isWritten = await search.commit({
      follows,
      manifest: { ...manifest, nextId: id + 1, segments: [...rest, ...fresh] },
      added: documents === 0 ? [] : [{ id, ...merged }],
      dead: [],
      dropped: ids,
      heard: [],
    });
    if (isWritten && documents > 0) keysOf.set(id, merged.keys);
    return true;
  }

  return {
    async run(signal) {
      while (!signal.aborted) {
        const state = await begin();
        if (await workOffChanges(state)) continue;
        if (state.manifest.building.stage !== 'done') await walkOn(state, signal);
        else if (!(await mergeOnce(state))) return;
      }
    },
  };
}

function* portions<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += readAtOnce) yield all.slice(start, start + readAtOnce);
}
