import type { EntryRefusal } from './entry-name.ts';

/** One file of an archive, while it is being visited. */
export interface ArchiveEntry {
  /** From the top of the archive, normalised. */
  readonly name: string;
  /** As the archive says; never more than that comes out. */
  readonly sizeBytes: number;
  /** Its bytes, once. Throws EntryError when they are not what the archive says they are. */
  chunks(): AsyncGenerator<Uint8Array>;
}

/** The bytes of an entry cannot be had; what came before is not to be trusted further than it goes. */
export class EntryError extends Error {
  readonly refusal: EntryRefusal;
  constructor(refusal: EntryRefusal, options?: ErrorOptions) {
    super(refusal, options);
    this.refusal = refusal;
  }
}

export interface VisitOptions {
  readonly signal: AbortSignal;
  /** Share of the file that has been read, 0 to 1. */
  onProgress?(share: number): void;
}

export interface Visitor {
  /** Whether the bytes of a file are of interest. */
  wants(name: string, sizeBytes: number): boolean;
  /** Called for each wanted file, one after another, in the order of the archive. */
  take(entry: ArchiveEntry): Promise<void>;
}

export interface Visit {
  readonly entries: number;
  /** Entries that were passed over, and why. */
  readonly refused: ReadonlyMap<EntryRefusal, number>;
  /** Names of encrypted entries among those that were wanted. */
  readonly encrypted: readonly string[];
  /** Why the archive could not be read to its end, in words; what came before it was read. */
  readonly brokenOff?: string;
}

/** All bytes of an entry, when they are at most `limitBytes`. Throws EntryError. */
export async function readWhole(entry: ArchiveEntry, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.sizeBytes > limitBytes) throw new EntryError('too-large');
  const bytes = new Uint8Array(entry.sizeBytes);
  let length = 0;
  for await (const chunk of entry.chunks()) {
    bytes.set(chunk, length);
    length += chunk.length;
  }
  if (length !== bytes.length) throw new EntryError('lying');
  return bytes;
}
