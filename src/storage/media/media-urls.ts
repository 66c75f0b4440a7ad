import type { AccountDatabase } from '../account/account-database.ts';
import { queuePut } from '../bulk-write.ts';
import type { FindMedia, FoundMedia } from './media-finder.ts';

/** A picture counts as used once in so long: looking at it must not cost a write each time. */
const noteEveryMs = 60 * 60_000;

/** Object URLs of files; `findAside` looks without the page's own thread, and where there is none or it fails the page looks. */
export function createMediaUrls(
  database: AccountDatabase,
  databaseName: string,
  findAside: FindMedia | undefined,
): (digest: string) => Promise<string | undefined> {
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

  async function findHere(digest: string): Promise<FoundMedia | undefined> {
    const found = await database.read(['media'], (transaction) => transaction.objectStore('media').get(digest));
    if (found === undefined) return undefined;
    const { bytes, mediaType, own } = found;
    return { url: URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType })), own };
  }

  return async (digest) => {
    const found = await (findAside?.(databaseName, digest).catch(() => findHere(digest)) ?? findHere(digest));
    // Whoever looks does not wait for it, and loses nothing when it cannot be noted.
    if (found?.own === false) note(digest).catch(() => undefined);
    return found?.url;
  };
}
