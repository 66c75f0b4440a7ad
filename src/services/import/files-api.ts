import type { PersonView, Live } from '../app-api.ts';
import type { Result } from '../../protocol/result.ts';

/** What a file was recognised as. */
export type FileKind = 'follows' | 'lists' | 'blocks' | 'mutes' | 'blocked-hosts' | 'bookmarks' | 'archive';

export type ImportProblem =
  /** None of the files that this app understands. `reason` says what it seems to be, for people. */
  | { readonly type: 'not-understood'; readonly fileName: string; readonly reason: string }
  | { readonly type: 'too-large'; readonly fileName: string; readonly limitBytes: number }
  | { readonly type: 'damaged'; readonly fileName: string; readonly reason: string }
  | { readonly type: 'encrypted'; readonly fileName: string }
  | { readonly type: 'aborted' };

/** What is in one file and what importing it will do; nothing has been done. */
export interface FilePreview {
  /** Names it in the call of `start`. */
  readonly id: string;
  readonly fileName: string;
  readonly kind: FileKind;
  /** A file of only addresses may be follows, blocks or mutes: the user says which. */
  readonly alternatives: readonly FileKind[];
  /** Rows that will be done. */
  readonly entries: number;
  /** Rows about which nothing has to be done. */
  readonly alreadyThere: number;
  /** What is left out and why, each with a count above 0. */
  readonly leftOut: readonly { readonly reason: LeftOut; readonly count: number }[];
  /** The first few, as people write them. */
  readonly examples: readonly string[];
  readonly archive?: ArchivePreview;
}

export type LeftOut =
  | 'malformed'
  | 'duplicate'
  | 'yourself'
  /** Names without a host: people on the server that the export is from, which `ImportChoices.host` may name. */
  | 'no-host'
  | 'not-public'
  | 'not-yours'
  | 'unknown-type'
  | 'unreadable'
  | 'too-many';

export interface ArchivePreview {
  /** `@user@host` of the exported account. */
  readonly account: string;
  readonly name: string;
  readonly posts: number;
  readonly boosts: number;
  readonly followersOnly: number;
  readonly direct: number;
  readonly likes: number;
  readonly bookmarks: number;
  readonly mediaFiles: number;
  readonly mediaBytes: number;
  readonly oldestMs?: number;
  readonly newestMs?: number;
  /** Whether a reload needs the file again: `kept` on this device, `linked` to where it lies (asks for leave), or `ask`. */
  readonly file: 'kept' | 'linked' | 'ask';
}

export interface ImportChoices {
  readonly kind?: FileKind;
  /** The server that the export is from, for names without a host. */
  readonly host?: string;
  /** Of an archive. */
  readonly profile?: boolean;
  readonly posts?: boolean;
  readonly media?: boolean;
  readonly boosts?: boolean;
  readonly likes?: boolean;
  readonly bookmarks?: boolean;
}

/** Each row of a job is in one of these. */
export type RowState =
  | 'waiting'
  /** Done: followed, blocked, put in its list, posted. */
  | 'done'
  | 'already-there'
  /** Has a Pollen account as well, which the user may follow instead. */
  | 'also-on-pollen'
  /** Followed; the server shows little until the account has approved, which this app cannot ask for. */
  | 'needs-approval'
  | 'not-found'
  | 'gone'
  | 'forbidden'
  | 'unreachable'
  | 'cancelled';

export interface JobView {
  readonly id: string;
  readonly kind: FileKind;
  readonly fileName: string;
  readonly state: 'running' | 'paused' | 'finished' | 'cancelled';
  /** Why it does not go on although it should. */
  readonly waitsFor?: 'file' | 'file-permission' | 'network' | 'storage';
  readonly createdAtMs: number;
  readonly total: number;
  readonly done: number;
  readonly counts: Readonly<Partial<Record<RowState, number>>>;
  /** Bytes of media brought in, of an archive. */
  readonly mediaBytes?: number;
}

export interface RowView {
  readonly index: number;
  readonly state: RowState;
  /** As written in the file, shortened. */
  readonly label: string;
  readonly reason?: string;
  readonly person?: PersonView;
}

export interface FilesDesk {
  /** Reads what files hold, one after another; changes nothing. `handle`: where the file lies, when the browser gave it out. */
  preview(
    file: File,
    options?: { readonly signal?: AbortSignal; readonly handle?: FileSystemFileHandle; onProgress?(share: number): void },
  ): Promise<Result<FilePreview, ImportProblem>>;
  /** Starts what was previewed; the job goes on by itself, also after a reload. Returns its id. */
  start(previewId: string, choices: ImportChoices): Promise<string>;
  readonly jobs: Live<readonly JobView[]>;
  pause(job: string): Promise<void>;
  resume(job: string): Promise<void>;
  /** What was done stays done. */
  cancel(job: string): Promise<void>;
  /** Tries rows that could not be done again. */
  retry(job: string): Promise<void>;
  /** Removes an ended job from the list. */
  forget(job: string): Promise<void>;
  rows(
    job: string,
    request: { readonly state?: RowState; readonly after?: number; readonly limit: number },
  ): Promise<readonly RowView[]>;
  /** Follows the Pollen account instead of the one on the server. */
  takePollen(job: string, row: number): Promise<void>;
  /** Rows that could not be done, in the columns of the file that they came from. */
  failures(job: string): Promise<{ readonly file: Blob; readonly fileName: string }>;
  /** Gives a waiting archive job its file again. False: it is another file. */
  giveFile(job: string, file: File): Promise<boolean>;
  /** One's own follows, lists, …, in Mastodon's columns. */
  exportFile(
    kind: Exclude<FileKind, 'archive'>,
  ): Promise<{ readonly file: Blob; readonly fileName: string; readonly entries: number }>;
}
