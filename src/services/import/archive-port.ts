import type { JobRecord } from '../../protocol/ports/jobs.ts';
import type { Result } from '../../protocol/result.ts';
import type { FilePreview, FilesDesk, ImportChoices, ImportProblem, JobView, RowState, RowView } from './files-api.ts';

/** What the desk for files needs of account archives; services/import/archive implements it. */
export interface ArchiveDesk {
  /** Reads what is in an archive; changes nothing. `id` of the preview is the caller's to give. */
  preview(file: File, options: Parameters<FilesDesk['preview']>[1]): Promise<Result<Omit<FilePreview, 'id'>, ImportProblem>>;
  /** Stores a job of kind `archive` with state `running`, and whatever it needs of the file. Returns its id. */
  start(file: File, preview: FilePreview, choices: ImportChoices, handle: FileSystemFileHandle | undefined): Promise<string>;
  /** False: another file than the job began with. */
  giveFile(job: string, file: File): Promise<boolean>;
  /** Bytes of media brought in so far. */
  mediaBytes(job: JobRecord): number;
  /** How many posts, boosts, likes and bookmarks are in each state. */
  counts(job: JobRecord): ReadonlyMap<RowState, number>;
  /** How those of an archive's job are shown. */
  rows(job: string, request: Parameters<FilesDesk['rows']>[1]): Promise<readonly RowView[]>;
}

/** Does jobs of kind `archive`, in the tab that runs the network. */
export interface ArchiveRunner {
  /**
   * Goes on with the job until all its rows are in their last state, something is missing, or `signal` aborts (paused, cancelled,
   * closed). Never sets the state of the job; what waits is told by the answer.
   */
  run(job: JobRecord, signal: AbortSignal): Promise<'ended' | { readonly waitsFor: NonNullable<JobView['waitsFor']> }>;
}
