import type { MediaRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { FoundMedia } from '../media/media-finder.ts';
import { queuePut } from '../bulk-write.ts';
import { compactBytes } from '../compact-bytes.ts';
import type { AccountDatabase, AccountStoreName, WriteTransaction } from './account-database.ts';

/** What `queueMedia` writes to. */
export const mediaStores: readonly AccountStoreName[] = ['media', 'mediaUse'];

/** A picture counts as used once in so long: looking at it must not cost a write each time. */
const noteEveryMs = 60 * 60_000;

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

/** Pictures and other files, by digest. `findAside`: looks for one without the page's own thread, and rejects when it cannot. */
export function mediaRepository(
  database: AccountDatabase,
  findAside: (digest: string) => Promise<FoundMedia | undefined>,
): Pick<AccountStore, 'media' | 'mediaUrl' | 'putMedia'> {
  const noted = new Map<string, number>();

  async function note(digest: string): Promise<void> {
    const nowMs = Date.now();
    if (nowMs - (noted.get(digest) ?? 0) < noteEveryMs) return;
    noted.set(digest, nowMs);
    await database.write(['mediaUse'], 'relaxed', async (transaction) => {
      const store = transaction.objectStore('mediaUse');
      const use = await store.get(digest);
      if (use?.usedMs !== undefined && use.usedMs < nowMs - noteEveryMs) queuePut(store, { ...use, usedMs: nowMs });
    });
  }

  async function media(digest: string): Promise<MediaRecord | undefined> {
    const found = await database.read(['media'], (transaction) => transaction.objectStore('media').get(digest));
    // Whoever looks does not wait for it, and loses nothing when it cannot be noted.
    if (found?.own === false) note(digest).catch(() => undefined);
    return found;
  }

  async function urlHere(digest: string): Promise<FoundMedia | undefined> {
    const found = await media(digest);
    if (found === undefined) return undefined;
    const { bytes, mediaType, own } = found;
    return { url: URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType })), own };
  }

  return {
    media,
    async mediaUrl(digest) {
      const found = await findAside(digest).catch(() => urlHere(digest));
      if (found?.own === false) note(digest).catch(() => undefined);
      return found?.url;
    },
    putMedia: (media) =>
      database.write(mediaStores, media.own ? 'strict' : 'relaxed', (transaction) => queueMedia(transaction, [media])),
  };
}
