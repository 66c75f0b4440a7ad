import type { CollectionStore } from '../../protocol/ports/collections.ts';
import type { AccountDatabase } from './account-database.ts';

/** What every timeline asks of the bookmarks. */
export function bookmarkReadings(database: AccountDatabase): Pick<CollectionStore, 'bookmarked'> {
  return {
    bookmarked: (ids) =>
      database.read(['bookmarks'], async (transaction) => {
        const store = transaction.objectStore('bookmarks');
        const found = await Promise.all(ids.map((id) => store.get(id)));
        return new Set(found.flatMap((entry) => (entry === undefined || entry.removed ? [] : [entry.id])));
      }),
  };
}
