import { BlobReader, configure, type Entry, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { err, ok, type Result } from '../../../protocol/result.ts';
import { EntryError, type Visit, type VisitOptions, type Visitor } from './archive-entry.ts';
import { ArchiveLimitError, createVisitLedger, type VisitLedger } from './visit-ledger.ts';

/** What is read of the file at once: a slice and a question to the browser's own process each. */
const chunkSize = 512 * 1024;

configure({ useWebWorkers: false, chunkSize });

type ZipProblem = { readonly type: 'aborted' } | { readonly type: 'damaged'; readonly fileName: string; readonly reason: string };

/** Reads a zip by its directory; zip64 included. Entries that cannot be read do not hinder the others. */
export async function visitZip(
  file: Blob,
  visitor: Visitor,
  { signal, onProgress }: VisitOptions,
): Promise<Result<Visit, ZipProblem>> {
  const ledger = createVisitLedger(() => file.size);
  const zip = new ZipReader(new BlobReader(file));
  const entries = zip.getEntriesGenerator();
  let takenBytes = 0;
  try {
    for (;;) {
      const listed = await nextOf(entries);
      if (signal.aborted) return err({ type: 'aborted' });
      if (listed === undefined) return ok(ledger.visit());
      takenBytes += listed.compressedSize;
      if (listed.directory) continue;
      const name = admitted(listed, visitor, ledger);
      if (name === undefined) continue;
      const chunks = (): AsyncGenerator<Uint8Array> => chunksOf(listed, ledger, signal);
      await visitor.take({ name, sizeBytes: listed.uncompressedSize, chunks });
      onProgress?.(Math.min(1, takenBytes / file.size));
    }
  } catch (error) {
    if (signal.aborted) return err({ type: 'aborted' });
    const isOver = error instanceof ArchiveLimitError;
    if (!isOver && !(error instanceof ZipListError)) throw error;
    const visit = ledger.visit(error.message);
    return visit.entries === 0 || isOver ? err({ type: 'damaged', fileName: '', reason: error.message }) : ok(visit);
  } finally {
    await zip.close().catch(() => undefined);
  }
}

/** The directory of the zip cannot be read, or no further. */
class ZipListError extends Error {}

async function nextOf(entries: AsyncGenerator<Entry, boolean>): Promise<Entry | undefined> {
  try {
    const step = await entries.next();
    return step.done === true ? undefined : step.value;
  } catch (error) {
    throw new ZipListError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function admitted(entry: FileEntry, visitor: Visitor, ledger: VisitLedger): string | undefined {
  const name = ledger.admit(entry.filename);
  if (name === undefined) return undefined;
  if (entry.symlink === true) {
    ledger.refuse('link');
    return undefined;
  }
  if (!visitor.wants(name, entry.uncompressedSize)) return undefined;
  if (entry.encrypted) {
    ledger.refuseEncrypted(name);
    return undefined;
  }
  return name;
}

/** What an entry says about its size may be a lie: what really comes out is counted, and its checksum compared. */
async function* chunksOf(entry: FileEntry, ledger: VisitLedger, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const stop = new AbortController();
  const written = entry.getData(writable, { checkSignature: true, signal: AbortSignal.any([signal, stop.signal]) });
  // Not every failure reaches the reading end.
  const failed = new Promise<never>((_resolve, reject) => written.catch(reject));
  failed.catch(() => undefined);
  const reader = readable.getReader();
  let length = 0;
  try {
    for (;;) {
      let step;
      try {
        step = await Promise.race([reader.read(), failed]);
        if (step.done) await written;
      } catch (error) {
        throw new EntryError('damaged', { cause: error });
      }
      if (step.done) break;
      length += step.value.length;
      if (length > entry.uncompressedSize) throw new EntryError('lying');
      ledger.unpacked(step.value.length);
      yield step.value;
    }
    if (length !== entry.uncompressedSize) throw new EntryError('lying');
  } finally {
    stop.abort();
    await reader.cancel().catch(() => undefined);
  }
}
