import type { ObjectId, Rkey } from '../../../protocol/brand.ts';
import type { ArchivePost } from '../../../protocol/import/archive-post.ts';
import type { JobRecord, JobRow } from '../../../protocol/ports/jobs.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import type { FileFingerprint } from './fingerprint.ts';

export const archiveJobKind = 'archive';

/** What the user wants of an archive, every choice made. */
export interface ArchiveChoices {
  /** `empty`: only fields of the profile that say nothing yet. */
  readonly profile: 'all' | 'empty' | 'none';
  readonly posts: boolean;
  readonly media: boolean;
  readonly boosts: boolean;
  readonly likes: boolean;
  readonly bookmarks: boolean;
}

/**
 * How far a job is. `stage`: what is to come in is being written down, each with its new record key. `media`: files of posts are being
 * brought in. `sign`: the file is no longer needed; posts are signed and stored.
 */
export type ArchivePhase = 'stage' | 'media' | 'sign';

/** `data` of the job. */
export interface ArchiveJobData {
  readonly fileName: string;
  readonly fingerprint: FileFingerprint;
  readonly file: 'kept' | 'linked' | 'ask';
  /** `@user@host` of the exported account. */
  readonly account: string;
  readonly choices: ArchiveChoices;
  readonly phase: ArchivePhase;
  /** New record keys follow on this one, in the order of the rows: staging again gives the same. */
  readonly afterRkey: Rkey;
  /** Rows that are expected, before they are there. */
  readonly expected: number;
  readonly mediaBytes: number;
  readonly profileDone?: true;
}

/** `data` of a row. `label`: as it begins. */
export type ArchiveRow =
  | {
      readonly kind: 'post';
      readonly label: string;
      /** Of the Create. */
      readonly rkey: Rkey;
      /** Of the object (object-keys.ts). */
      readonly objectRkey: Rkey;
      /** Gone once the row is done. */
      readonly post?: ArchivePost;
      /** What it answers: an own post in its new place, or somebody else's. */
      readonly inReplyTo?: ObjectId;
      /** Of `post.media`, as far as they are here. */
      readonly digests: readonly (string | undefined)[];
    }
  | { readonly kind: 'boost'; readonly label: string; readonly rkey: Rkey; readonly target: ObjectId; readonly atMs: number }
  | { readonly kind: 'like'; readonly label: string; readonly rkey: Rkey; readonly target: ObjectId }
  | { readonly kind: 'bookmark'; readonly label: string; readonly target: ObjectId };

export const archiveData = (job: JobRecord): ArchiveJobData => job.data as ArchiveJobData;
export const archiveRow = (row: JobRow): ArchiveRow => row.data as ArchiveRow;

/** Changes `data` of the job and nothing else of it: screens may pause it meanwhile. */
export async function changeArchiveData(store: AccountStore, job: string, change: Partial<ArchiveJobData>): Promise<void> {
  await store.jobs.update(job, (before) => ({ ...before, data: { ...archiveData(before), ...change } }));
}
