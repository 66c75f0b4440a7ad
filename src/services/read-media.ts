import type { Did, ObjectId } from '../protocol/brand.ts';
import { isDid } from './addresses.ts';
import type { Desk } from './desk.ts';

/** A picture by digest, from this device or from whoever has it; undefined when nobody does now. */
export async function readMedia(
  desk: Desk,
  digest: string,
  author: Did | ObjectId,
  signal: AbortSignal | undefined,
): Promise<Blob | undefined> {
  const here = await desk.store.media(digest);
  if (here !== undefined) return new Blob([here.bytes.slice()], { type: here.mediaType });
  if (!isDid(author) || signal?.aborted === true) return undefined;
  const fetched = await (await desk.engine()).fetchMedia(digest, author);
  const media = fetched ? await desk.store.media(digest) : undefined;
  return media === undefined ? undefined : new Blob([media.bytes.slice()], { type: media.mediaType });
}
