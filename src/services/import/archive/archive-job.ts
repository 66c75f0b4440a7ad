import type { Rkey } from '../../../protocol/brand.ts';
import type { JobRecord, JobRow } from '../../../protocol/ports/jobs.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import type { FileFingerprint } from './fingerprint.ts';
import type { EndedState } from './staged-items.ts';

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
  /** Items that are staged, and how many of them have ended in which state: changed together with the rows that hold them. */
  readonly staged: number;
  readonly ended: Readonly<Record<EndedState, number>>;
  readonly profileDone?: true;
}

export const archiveData = (job: JobRecord): ArchiveJobData => job.data as ArchiveJobData;

/** Items that are yet to be signed. */
export const waitingCount = ({ staged, ended }: ArchiveJobData): number => staged - ended.done - ended['already-there'];

/** Changes `data` of the job and nothing else of it, as screens may pause it meanwhile; with rows, all or nothing. */
export async function changeArchiveData(
  store: AccountStore,
  job: string,
  change: Partial<ArchiveJobData> | ((before: ArchiveJobData) => Partial<ArchiveJobData>),
  rows?: readonly JobRow[],
): Promise<void> {
  const changed = (before: ArchiveJobData): ArchiveJobData => ({
    ...before,
    ...(typeof change === 'function' ? change(before) : change),
  });
  await store.jobs.update(job, (before) => ({ ...before, data: changed(archiveData(before)) }), rows);
}
