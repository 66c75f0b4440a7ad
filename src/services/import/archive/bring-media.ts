import { digestMultibase, hashMultibase } from '../../../protocol/identity/digest.ts';
import { mediaKey } from '../../../protocol/import/archive-media.ts';
import type { JobRecord, JobRow } from '../../../protocol/ports/jobs.ts';
import type { MediaRecord } from '../../../protocol/ports/records.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import type { ImportProblem } from '../files-api.ts';
import { EntryError, readWhole, type ArchiveEntry } from './archive-entry.ts';
import { archiveData, changeArchiveData } from './archive-job.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { archiveLimits } from './limits.ts';
import { visitArchive } from './open-archive.ts';
import { waitingItems, waitingRow, type StagedItem } from './staged-items.ts';

const rowsAtOnce = 10;
const filesAtOnce = 32;

/**
 * Stores the files of the staged posts, and notes their digests in the rows: one file is being stored while the next is read, no more,
 * for they may be large. What is here already is not read again; files that are missing, damaged or too large stay out, and their posts
 * go without them.
 */
export async function bringMedia(
  parts: ArchiveParts,
  job: JobRecord,
  file: Blob,
  signal: AbortSignal,
): Promise<Result<void, ImportProblem>> {
  const { store, verifier } = parts;
  const missing = await missingFiles(parts, job.id, signal);
  const changed = new Map<number, JobRow>();
  let { mediaBytes } = archiveData(job);
  let files = 0;
  if (missing.size === 0) return ok(undefined);

  async function flush(): Promise<void> {
    files = 0;
    await changeArchiveData(store, job.id, { mediaBytes }, [...changed.values()]);
    changed.clear();
  }

  async function note({ row: index, place, position }: WantedPlace, digest: string): Promise<void> {
    const row = changed.get(index) ?? (await rowAt(parts, job.id, index));
    if (row === undefined) return;
    const items = waitingItems(row).map((item) =>
      item.place === place && item.kind === 'post' ? { ...item, digests: item.digests.with(position, digest) } : item,
    );
    changed.set(index, waitingRow(job.id, index, items));
  }

  async function take(entry: ArchiveEntry): Promise<void> {
    const key = mediaKey(entry.name) ?? '';
    const places = missing.get(key);
    const mediaType = places?.[0]?.mediaType;
    if (places === undefined || mediaType === undefined) return;
    try {
      const bytes = await readWhole(entry, archiveLimits.mediaBytes);
      const digest = verifier.digest === undefined ? digestMultibase(bytes) : hashMultibase(await verifier.digest(bytes));
      await storing;
      missing.delete(key);
      storing = keep({ digest, mediaType, bytes, own: true }, places);
      // Its failure is met with the next file, or at the end.
      storing.catch(() => undefined);
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
    }
  }

  let storing = Promise.resolve();
  async function keep(media: MediaRecord, places: readonly WantedPlace[]): Promise<void> {
    await store.putMedia(media);
    for (const place of places) await note(place, media.digest);
    mediaBytes += media.bytes.length;
    files += 1;
    if (files >= filesAtOnce) await flush();
  }

  const visited = await visitArchive(
    file,
    {
      wants: (name, sizeBytes) => sizeBytes <= archiveLimits.mediaBytes && missing.has(mediaKey(name) ?? ''),
      take,
    },
    { signal },
  ).finally(() => storing.catch(() => undefined));
  await storing;
  if (changed.size > 0) await flush();
  if (visited.ok) return ok(undefined);
  return { ok: false, error: visited.error === 'no-archive' ? { type: 'aborted' } : visited.error };
}

interface WantedPlace {
  readonly row: number;
  /** The post, and the position in its media. */
  readonly place: number;
  readonly position: number;
  readonly mediaType: string;
}

/** Files that rows still wait for, by their keys. */
async function missingFiles(
  { store }: ArchiveParts,
  job: string,
  signal: AbortSignal,
): Promise<Map<string, readonly WantedPlace[]>> {
  const missing = new Map<string, WantedPlace[]>();
  let after = -1;
  for (;;) {
    signal.throwIfAborted();
    const rows = await store.jobs.rows(job, { state: 'waiting', after, limit: rowsAtOnce });
    for (const row of rows) for (const item of waitingItems(row)) addMissing(missing, row.index, item);
    after = rows.at(-1)?.index ?? after;
    if (rows.length < rowsAtOnce) return missing;
  }
}

function addMissing(missing: Map<string, WantedPlace[]>, row: number, item: StagedItem): void {
  if (item.kind !== 'post') return;
  for (const [position, { key, mediaType }] of item.post.media.entries()) {
    if (item.digests[position] !== undefined) continue;
    const places = missing.get(key) ?? [];
    places.push({ row, place: item.place, position, mediaType });
    missing.set(key, places);
  }
}

async function rowAt({ store }: ArchiveParts, job: string, index: number): Promise<JobRow | undefined> {
  const [row] = await store.jobs.rows(job, { after: index - 1, limit: 1 });
  return row?.index === index ? row : undefined;
}
