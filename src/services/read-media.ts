import type { Did, ObjectId } from '../protocol/brand.ts';
import { isDid } from './addresses.ts';
import type { MediaRecord } from '../protocol/ports/records.ts';
import type { Desk } from './desk.ts';

/** A picture by digest, from this device or from whoever has it; undefined when nobody does now. */
export async function readMedia(
  desk: Desk,
  digest: string,
  author: Did | ObjectId,
  signal: AbortSignal | undefined,
): Promise<Blob | undefined> {
  const here = await desk.store.media(digest);
  if (here !== undefined) return blobOf(here);
  if (!isDid(author) || signal?.aborted === true) return undefined;
  const fetched = await (await desk.engine()).fetchMedia(digest, author);
  const media = fetched ? await desk.store.media(digest) : undefined;
  return media && blobOf(media);
}

/** What a database gave is in memory of its own; another copy of each picture would have to be collected while somebody scrolls. */
const blobOf = ({ bytes, mediaType }: MediaRecord): Blob => new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType });
