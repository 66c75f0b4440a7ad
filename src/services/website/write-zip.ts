import { configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import type { SiteFile } from './site-files.ts';

// Workers would be made from blob: addresses, which the app's content security policy forbids.
configure({ useWebWorkers: false });

/** Kinds that are compressed already. */
const packed = /\.(?:jpg|png|webp|gif|avif|mp4|webm|mp3|m4a|ogg)$/;

/**
 * Writes files into a zip as they come; nothing but the list of names stays in memory. All entries bear `date` and no time zone, so
 * the same files give the same zip. Returns what `files` returned.
 */
export async function writeZip<Outcome>(
  files: AsyncGenerator<SiteFile, Outcome, undefined>,
  sink: WritableStream<Uint8Array>,
  date: Date,
): Promise<Outcome> {
  const zip = new ZipWriter(sink, {
    lastModDate: asLocal(date),
    extendedTimestamp: false,
    keepOrder: true,
    level: 6,
    dataDescriptor: false,
  });
  for (;;) {
    const step = await files.next();
    if (step.done === true) {
      await zip.close();
      return step.value;
    }
    const { path, bytes } = step.value;
    await zip.add(path, new Uint8ArrayReader(bytes), packed.test(path) ? { level: 0 } : {});
  }
}

/** A zip knows no time zone and means the wall clock: UTC's, not that of wherever it was made. */
const asLocal = (date: Date): Date =>
  new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
