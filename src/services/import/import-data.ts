import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { CsvEntry, CsvKind } from '../../protocol/import/entries.ts';
import type { JobRecord, JobRow } from '../../protocol/ports/jobs.ts';
import type { JobView, RowState } from './files-api.ts';

/** What is stored with every job of an import; archives keep more beside it. */
export interface JobData {
  readonly fileName: string;
  /** Why it does not go on although it should. */
  readonly waitsFor?: JobView['waitsFor'];
  /** Its rows are still being stored: it did not begin yet. */
  readonly isLoading?: boolean;
  /** How many rows there will be, of a job that finds them out while it runs. */
  readonly expected?: number;
  /** How often it was tried again by itself, and when it will be next. */
  readonly retries?: number;
  readonly retryAtMs?: number;
}

/** Of a file of rows. */
export interface CsvJobData extends JobData {
  readonly header?: readonly string[];
  /** Rows that could not be understood, for the file of what could not be done. */
  readonly malformed: readonly (readonly string[])[];
}

export interface CsvRowData {
  readonly entry: CsvEntry;
  readonly reason?: string;
  /** Who was found. */
  readonly person?: Did | ObjectId;
  /** The Pollen account of the same person. */
  readonly pollen?: Did;
}

/** A row of a job that reads a file of rows, as it is stored. */
export interface CsvRow extends JobRow {
  readonly state: RowState;
  readonly data: CsvRowData;
}

// Only services/import writes jobs, and an archive's rows are read by services/import/archive alone.
export const jobData = (job: JobRecord): JobData => job.data as JobData;
export const csvJobData = (job: JobRecord): CsvJobData => job.data as CsvJobData;
export const csvRows = (rows: readonly JobRow[]): readonly CsvRow[] => rows as readonly CsvRow[];

const csvKinds: ReadonlySet<string> = new Set<CsvKind>(['follows', 'lists', 'blocks', 'mutes', 'blocked-hosts', 'bookmarks']);
export const isCsvKind = (kind: string): kind is CsvKind => csvKinds.has(kind);

/** Rows that may be done another time. */
export const failedStates: readonly RowState[] = ['not-found', 'gone', 'forbidden', 'unreachable'];

/** A change of a job's data. */
export const withData =
  (changes: Partial<JobData>, state?: JobRecord['state']) =>
  (job: JobRecord): JobRecord => ({ ...job, state: state ?? job.state, data: { ...jobData(job), ...changes } });
