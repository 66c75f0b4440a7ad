import type { Did, ObjectId } from '../protocol/brand.ts';
import { isDid } from './addresses.ts';
import type { Desk } from './desk.ts';

/** Object URL of a file by digest, from this device or from whoever has it; undefined when nobody does now. */
export async function mediaUrl(
  desk: Desk,
  digest: string,
  author: Did | ObjectId,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const here = await desk.store.mediaUrl(digest);
  if (here !== undefined) return here;
  if (!isDid(author) || signal?.aborted === true) return undefined;
  const fetched = await (await desk.engine()).fetchMedia(digest, author);
  return fetched ? desk.store.mediaUrl(digest) : undefined;
}
