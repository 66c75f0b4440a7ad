import { BlobReader, configure, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { err, ok, type Result } from '../../protocol/result.ts';
import { maxFileBytes } from '../../protocol/tree/file.ts';
import type { FileSource } from './tree-of-files.ts';

configure({ useWebWorkers: false });

const mostEntries = 4_000_000;

/** A zip as files; of each entry no more is unpacked than a file of an account may have. The error is a sentence. */
export async function openZip(blob: Blob): Promise<Result<FileSource & { close(): Promise<void> }, string>> {
  const zip = new ZipReader(new BlobReader(blob));
  const entries = new Map<string, FileEntry>();
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (entry.directory) continue;
      if (entries.size >= mostEntries) return err('the zip has too many entries');
      entries.set(entry.filename.replaceAll('\\', '/').replace(/^\.\//, ''), entry);
    }
  } catch (error) {
    return err(`not a zip file: ${error instanceof Error ? error.message : String(error)}`);
  }
  return ok({
    async *paths() {
      yield* entries.keys();
    },
    async read(path) {
      const entry = entries.get(path);
      return entry === undefined || entry.uncompressedSize > maxFileBytes ? undefined : unpack(entry);
    },
    close: () => zip.close(),
  });
}

/** What an entry says about its size may be a lie: the limit counts what really comes out. */
async function unpack(entry: FileEntry): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let length = 0;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      if (length + chunk.length > bytes.length) throw new RangeError('larger than it says');
      bytes.set(chunk, length);
      length += chunk.length;
    },
  });
  try {
    await entry.getData(sink, { checkSignature: true });
    return length === bytes.length ? bytes : undefined;
  } catch {
    return undefined;
  }
}
