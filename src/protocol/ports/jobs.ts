/** Something that takes long, survives reloads, and consists of rows that each end in a named state. */
export interface JobRecord {
  readonly id: string;
  /** What the job does; says what `data` and the rows hold (services/import). */
  readonly kind: string;
  readonly state: 'running' | 'paused' | 'finished' | 'cancelled';
  readonly createdAtMs: number;
  readonly data: unknown;
}

export interface JobRow {
  readonly job: string;
  /** Place in the job, from 0. */
  readonly index: number;
  readonly state: string;
  readonly data: unknown;
}

/** What a job reads from: its copy on this device, or where the user's file lies. */
export type JobFile = Blob | FileSystemFileHandleLike;

/** As the browser hands it out (File System Access); can be stored, not made. */
export interface FileSystemFileHandleLike {
  readonly kind: 'file';
  readonly name: string;
}

/** Jobs of one account. Every method is one transaction, on the disk before it resolves. */
export interface JobStore {
  jobs(): Promise<JobRecord[]>;
  job(id: string): Promise<JobRecord | undefined>;
  /** Stores the job and adds or replaces rows: all or nothing. */
  put(job: JobRecord, rows?: readonly JobRow[]): Promise<void>;
  /**
   * Reads, changes and writes the job, so that two tabs do not undo each other, and adds or replaces rows with it. Undefined from
   * `change`, or no such job: nothing is written.
   */
  update(id: string, change: (job: JobRecord) => JobRecord | undefined, rows?: readonly JobRow[]): Promise<JobRecord | undefined>;
  putRows(rows: readonly JobRow[]): Promise<void>;
  /** In order of their index, above `after`; of one state where that is given. At most 1,000. */
  rows(job: string, request: { readonly state?: string; readonly after?: number; readonly limit: number }): Promise<JobRow[]>;
  deleteRows(job: string): Promise<void>;
  /** How many rows are in each state. Looks at each of them: 10,000 take 0.2 s. */
  counts(job: string): Promise<ReadonlyMap<string, number>>;
  file(job: string): Promise<JobFile | undefined>;
  putFile(job: string, file: JobFile): Promise<void>;
  /** The job, its rows and its file. */
  delete(job: string): Promise<void>;
}
