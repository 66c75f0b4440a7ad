import type { MediaRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { FindMedia } from '../media/media-finder.ts';
import { createMediaUrls } from '../media/media-urls.ts';
import { queuePut } from '../bulk-write.ts';
import { compactBytes } from '../compact-bytes.ts';
import type { AccountDatabase, AccountStoreName, WriteTransaction } from './account-database.ts';

/** What `queueMedia` writes to. */
export const mediaStores: readonly AccountStoreName[] = ['media', 'mediaUse'];

/** Queues media in the caller's transaction. What is one's own stays one's own when a copy comes from elsewhere. */
export async function queueMedia(transaction: WriteTransaction, media: readonly MediaRecord[]): Promise<void> {
  const store = transaction.objectStore('media');
  const use = transaction.objectStore('mediaUse');
  const known = await Promise.all(media.map(({ digest }) => store.get(digest)));
  for (const [index, record] of media.entries()) {
    const before = known[index];
    // The digest names the bytes: known ones need no second copy.
    if (before !== undefined && (before.own || !record.own)) continue;
    const { digest, own, bytes } = record;
    queuePut(store, { ...record, bytes: compactBytes(bytes) });
    queuePut(use, own ? { digest, size: bytes.length } : { digest, size: bytes.length, usedMs: Date.now() });
  }
}

/** What `mediaReadings` loads when it is wanted. */
export function mediaRepository(
  database: AccountDatabase,
  databaseName: string,
  findMedia: FindMedia | undefined,
): Pick<AccountStore, 'mediaUrl' | 'putMedia'> {
  return {
    mediaUrl: createMediaUrls(database, databaseName, findMedia),
    putMedia: (media) =>
      database.write(mediaStores, media.own ? 'strict' : 'relaxed', (transaction) => queueMedia(transaction, [media])),
  };
}
