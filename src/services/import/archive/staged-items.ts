import type { ObjectId, Rkey } from '../../../protocol/brand.ts';
import type { ArchivePost } from '../../../protocol/import/archive-post.ts';
import type { JobRow } from '../../../protocol/ports/jobs.ts';

/** Items in one row of a job: writing, changing and counting a row for each would take longer than signing what is in it. */
export const itemsPerRow = 50;

interface Staged {
  /** Place in the order of the job, from 0. */
  readonly place: number;
  /** As it begins. */
  readonly label: string;
}

export interface StagedPost extends Staged {
  readonly kind: 'post';
  /** Of the Create. */
  readonly rkey: Rkey;
  /** Of the object (object-keys.ts). */
  readonly objectRkey: Rkey;
  readonly post: ArchivePost;
  /** What it answers: an own post in its new place, or somebody else's. */
  readonly inReplyTo?: ObjectId;
  /** Of `post.media`, as far as they are here. */
  readonly digests: readonly (string | undefined)[];
}

/** Something of an archive that is to come in. */
export type StagedItem =
  | StagedPost
  | (Staged & { readonly kind: 'boost'; readonly rkey: Rkey; readonly target: ObjectId; readonly atMs: number })
  | (Staged & { readonly kind: 'like'; readonly rkey: Rkey; readonly target: ObjectId })
  | (Staged & { readonly kind: 'bookmark'; readonly target: ObjectId });

export type EndedState = 'done' | 'already-there';

/** What came in: only what lists show of it is kept. */
export interface EndedItem extends Staged {
  readonly state: EndedState;
}

/** The row in which an item lies. */
export const rowOf = (place: number): number => Math.floor(place / itemsPerRow);

/** A row of a job whose items all wait, in the order of their places. */
export const waitingRow = (job: string, index: number, items: readonly StagedItem[]): JobRow => ({
  job,
  index,
  state: 'waiting',
  data: items.toSorted((one, other) => one.place - other.place),
});

/** A row of a job whose items have all ended. */
export const endedRow = (row: JobRow, items: readonly EndedItem[]): JobRow => ({ ...row, state: 'done', data: items });

export const waitingItems = (row: JobRow): readonly StagedItem[] => row.data as readonly StagedItem[];
export const endedItems = (row: JobRow): readonly EndedItem[] => row.data as readonly EndedItem[];
