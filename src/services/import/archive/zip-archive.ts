import { BlobReader, configure, type Entry, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { err, ok, type Result } from '../../../protocol/result.ts';
import { EntryError, type Visit, type VisitOptions, type Visitor } from './archive-entry.ts';
import { ArchiveLimitError, createVisitLedger, type VisitLedger } from './visit-ledger.ts';

configure({ useWebWorkers: false });

type ZipProblem = { readonly type: 'aborted' } | { readonly type: 'damaged'; readonly fileName: string; readonly reason: string };

/** Reads a zip by its directory; zip64 included. Entries that cannot be read do not hinder the others. */
export async function visitZip(
  file: Blob,
  visitor: Visitor,
  { signal, onProgress }: VisitOptions,
): Promise<Result<Visit, ZipProblem>> {
  const ledger = createVisitLedger(() => file.size);
  const zip = new ZipReader(new BlobReader(file));
  let isListing = true;
  let takenBytes = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      isListing = false;
      if (signal.aborted) return err({ type: 'aborted' });
      takenBytes += entry.compressedSize;
      const name = admitted(entry, visitor, ledger);
      if (name === undefined || entry.directory) continue;
      const { uncompressedSize } = entry;
      await visitor.take({ name, sizeBytes: uncompressedSize, chunks: () => chunksOf(entry, ledger, signal) });
      onProgress?.(Math.min(1, takenBytes / file.size));
      isListing = true;
    }
    return signal.aborted ? err({ type: 'aborted' }) : ok(ledger.visit());
  } catch (error) {
    if (signal.aborted) return err({ type: 'aborted' });
    const isDamage = isListing || error instanceof ArchiveLimitError || error instanceof EntryError;
    if (!isDamage) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const visit = ledger.visit(reason);
    return visit.entries === 0 || error instanceof ArchiveLimitError ? err({ type: 'damaged', fileName: '', reason }) : ok(visit);
  } finally {
    await zip.close().catch(() => undefined);
  }
}

function admitted(entry: Entry, visitor: Visitor, ledger: VisitLedger): string | undefined {
  if (entry.directory) return undefined;
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
  // Fails with the reading end, where it is noticed.
  const written = entry.getData(writable, { checkSignature: true, signal: AbortSignal.any([signal, stop.signal]) });
  written.catch(() => undefined);
  const reader = readable.getReader();
  let length = 0;
  try {
    for (;;) {
      let step;
      try {
        step = await reader.read();
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
