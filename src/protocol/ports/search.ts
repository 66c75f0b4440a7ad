import type { Did, ObjectId } from '../brand.ts';
import type { PersonRecord, PostRecord } from './records.ts';

/** What of the index belongs together and never changes: documents, newest first, and the terms in them. */
export interface SegmentRecord {
  /** Of each document: date in ms, author (place in `authors`), id (`prefixes` and the bytes of `tails` up to `tailEnds`). */
  readonly atMs: Float64Array<ArrayBuffer>;
  readonly author: Uint32Array<ArrayBuffer>;
  readonly prefix: Uint32Array<ArrayBuffer>;
  readonly tailEnds: Uint32Array<ArrayBuffer>;
  readonly tails: Uint8Array<ArrayBuffer>;
  readonly authors: readonly string[];
  readonly prefixes: readonly string[];
  /** Sorted terms, front coded in blocks, each with the number and bytes of its postings. */
  readonly terms: Uint8Array<ArrayBuffer>;
  /** Of each block of terms: where it begins, and where the postings of its first term begin. */
  readonly blocks: Uint32Array<ArrayBuffer>;
  readonly blockPostings: Uint32Array<ArrayBuffer>;
  /** Places of documents, ascending, as differences. */
  readonly postings: Uint8Array<ArrayBuffer>;
}

/** Which document has which id: hashes in ascending order, each with its place. Only the writer of the index needs it. */
export interface SegmentKeys {
  readonly high: Uint32Array<ArrayBuffer>;
  readonly low: Uint32Array<ArrayBuffer>;
  readonly place: Uint32Array<ArrayBuffer>;
}

export interface SegmentEntry {
  readonly id: number;
  readonly documents: number;
  /** How many of them have been replaced or deleted since, and how often that changed. */
  readonly dead: number;
  readonly deadVersion: number;
}

/** What the index consists of. */
export interface SearchManifest {
  /** Of the form of the index; another one is built anew. */
  readonly version: number;
  /** Hashes of ids depend on it, so that nobody can make ids that collide. */
  readonly seed: number;
  readonly nextId: number;
  /** In the order in which they were made. Of an id at most one document is not dead. */
  readonly segments: readonly SegmentEntry[];
  /** Walk over what was stored before the index: what is walked over now, and the last id that is in the index. */
  readonly building: { readonly stage: 'posts' | 'people' | 'done'; readonly after: string };
}

/** One write of the index, all or nothing. */
export interface SearchCommit {
  /** `nextId` of the manifest that this one follows; undefined: there is none. */
  readonly follows: number | undefined;
  readonly manifest: SearchManifest;
  readonly added: readonly { readonly id: number; readonly segment: SegmentRecord; readonly keys: SegmentKeys }[];
  /** Bits of documents that do not count any more, by segment. */
  readonly dead: readonly { readonly id: number; readonly bits: Uint8Array<ArrayBuffer> }[];
  /** Segments that are no more. */
  readonly dropped: readonly number[];
  /** What was worked off, by number. */
  readonly heard: readonly number[];
}

/** Posts and people that were stored, changed or deleted together. */
export interface SearchChange {
  readonly number: number;
  readonly posts: readonly ObjectId[];
  readonly people: readonly (Did | ObjectId)[];
}

/**
 * The full-text index at rest, and what has changed since it was written. Whatever changes posts or people notes it in the same
 * transaction, so nothing is missed; working something off twice changes nothing.
 */
export interface SearchStore {
  manifest(): Promise<SearchManifest | undefined>;
  /** Those that exist, in the order asked; one that was merged away meanwhile is missing. */
  segments(ids: readonly number[]): Promise<(SegmentRecord | undefined)[]>;
  keys(ids: readonly number[]): Promise<(SegmentKeys | undefined)[]>;
  dead(ids: readonly number[]): Promise<(Uint8Array<ArrayBuffer> | undefined)[]>;
  /** False, and nothing is written, when somebody else has written meanwhile. */
  commit(commit: SearchCommit): Promise<boolean>;
  /** Everything of the index goes; what has changed is still known. */
  clear(): Promise<void>;
  /** Oldest first. */
  changes(limit: number): Promise<SearchChange[]>;
  changeCount(): Promise<number>;
  /** All that is stored, by id, deleted posts too. */
  postsAfter(id: string, limit: number): Promise<PostRecord[]>;
  peopleAfter(id: string, limit: number): Promise<PersonRecord[]>;
}
