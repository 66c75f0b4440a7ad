import type { MediaRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import { compactBytes } from '../compact-bytes.ts';
import type { AccountDatabase, WriteTransaction } from './account-database.ts';

/** Queues media in the caller's transaction. What is one's own stays one's own when a copy comes from elsewhere. */
export async function queueMedia(transaction: WriteTransaction, media: readonly MediaRecord[]): Promise<void> {
  const store = transaction.objectStore('media');
  const known = await Promise.all(media.map(({ digest }) => store.get(digest)));
  for (const [index, record] of media.entries()) {
    const before = known[index];
    // The digest names the bytes: known ones need no second copy.
    if (before !== undefined && (before.own || !record.own)) continue;
    queuePut(store, { ...record, bytes: compactBytes(record.bytes) });
  }
}

/** Pictures and other files, by digest. */
export function mediaRepository(database: AccountDatabase): Pick<AccountStore, 'media' | 'putMedia'> {
  return {
    media: (digest) => database.read(['media'], (transaction) => transaction.objectStore('media').get(digest)),
    putMedia: (media) =>
      database.write(['media'], media.own ? 'strict' : 'relaxed', (transaction) => queueMedia(transaction, [media])),
  };
}
