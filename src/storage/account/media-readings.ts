import { loadOnce } from '../../protocol/load-once.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { FindMedia } from '../media/media-finder.ts';
import type { AccountDatabase } from './account-database.ts';

/** Pictures and other files, by digest; what shows and stores them loads with the first. */
export function mediaReadings(
  database: AccountDatabase,
  databaseName: string,
  loadFindMedia: (() => Promise<FindMedia>) | undefined,
): Pick<AccountStore, 'media' | 'mediaUrl' | 'putMedia'> {
  const load = loadOnce(async () => {
    const [{ mediaRepository }, findMedia] = await Promise.all([import('./media.ts'), loadFindMedia?.().catch(() => undefined)]);
    return mediaRepository(database, databaseName, findMedia);
  });
  return {
    media: (digest) => database.read(['media'], (transaction) => transaction.objectStore('media').get(digest)),
    mediaUrl: async (digest) => (await load()).mediaUrl(digest),
    putMedia: async (media) => (await load()).putMedia(media),
  };
}
