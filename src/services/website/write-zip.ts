import type { SiteFile } from './site-files.ts';
import { crc32Of, directoryHeader, dosTime, endRecords, localHeader, type ZipEntry } from './zip-records.ts';

/** What a zip needs of the platform: raw DEFLATE (RFC 1951) and CRC-32, where it has one. */
export interface ZipPlatform {
  deflate(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  crc32(bytes: Uint8Array): number;
}

/** Kinds that are compressed already. */
const packed = /\.(?:jpg|png|webp|gif|avif|mp4|webm|mp3|m4a|ogg)$/;
/** Small pieces are collected: a sink has a price for each. */
const pieceBytes = 256 * 1024;

/**
 * Writes files into a zip as they come; nothing but its directory stays in memory. Own code, because a general library's streams cost
 * a millisecond and a hundred kilobytes of garbage for each of ten thousands of small files. All entries bear `date` and no time
 * zone, so the same files give the same zip. Returns what `files` returned.
 */
export async function writeZip<Outcome>(
  files: AsyncGenerator<SiteFile, Outcome, undefined>,
  sink: WritableStream<Uint8Array>,
  date: Date,
  platform: ZipPlatform = browserPlatform,
): Promise<Outcome> {
  const writer = createPieceWriter(sink.getWriter());
  const directory: Uint8Array[] = [];
  const time = dosTime(date);
  for (;;) {
    const step = await files.next();
    if (step.done === true) {
      const offset = writer.written();
      for (const header of directory) await writer.write(header);
      for (const record of endRecords(directory.length, offset, writer.written() - offset)) await writer.write(record);
      await writer.close();
      return step.value;
    }
    const { path, bytes } = step.value;
    const smaller = packed.test(path) || bytes.length === 0 ? undefined : await platform.deflate(bytes);
    const isDeflated = smaller !== undefined && smaller.length < bytes.length;
    const stored = isDeflated ? smaller : bytes;
    const entry: ZipEntry = {
      path,
      crc32: platform.crc32(bytes),
      storedBytes: stored.length,
      fileBytes: bytes.length,
      isDeflated,
      offset: writer.written(),
      time,
    };
    directory.push(directoryHeader(entry));
    await writer.write(localHeader(entry));
    await writer.write(stored);
  }
}

interface PieceWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Bytes given so far. */
  written(): number;
  close(): Promise<void>;
}

function createPieceWriter(writer: WritableStreamDefaultWriter<Uint8Array>): PieceWriter {
  let written = 0;
  let piece = new Uint8Array(pieceBytes);
  let used = 0;
  const flush = async (): Promise<void> => {
    if (used === 0) return;
    await writer.write(piece.subarray(0, used));
    piece = new Uint8Array(pieceBytes);
    used = 0;
  };
  return {
    written: () => written,
    async write(bytes) {
      written += bytes.length;
      if (used + bytes.length > pieceBytes) await flush();
      if (bytes.length > pieceBytes) {
        await writer.write(bytes);
        return;
      }
      piece.set(bytes, used);
      used += bytes.length;
    },
    async close() {
      await flush();
      await writer.close();
    },
  };
}

const browserPlatform: ZipPlatform = {
  crc32: crc32Of,
  // By hand: a Blob and a Response around it cost several times the compression of a small file.
  async deflate(bytes) {
    const { readable, writable } = new CompressionStream('deflate-raw');
    const writer = writable.getWriter();
    const [parts] = await Promise.all([partsOf(readable), writer.write(bytes.slice()), writer.close()]);
    const [first = new Uint8Array()] = parts;
    if (parts.length <= 1) return first;
    const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  },
};

async function partsOf(readable: ReadableStream<Uint8Array>): Promise<readonly Uint8Array[]> {
  const parts: Uint8Array[] = [];
  const reader = readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value);
  }
}
