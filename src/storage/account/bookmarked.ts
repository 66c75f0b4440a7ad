import type { ObjectId } from '../../protocol/brand.ts';
import type { CollectionStore } from '../../protocol/ports/collections.ts';
import type { AccountDatabase } from './account-database.ts';

/** Most bookmarks between two ids of a page are told by their keys in one request. */
const few = 64;

/** What every timeline asks of the bookmarks. */
export function bookmarkReadings(database: AccountDatabase): Pick<CollectionStore, 'bookmarked'> {
  return {
    bookmarked: (ids) =>
      database.read(['bookmarks'], async (transaction) => {
        const store = transaction.objectStore('bookmarks');
        const sorted = ids.toSorted();
        const [first, last] = [sorted[0], sorted.at(-1)];
        if (first === undefined || last === undefined) return new Set<ObjectId>();
        const keys = await store.getAllKeys(IDBKeyRange.bound(first, last), few);
        const there = new Set<ObjectId>(keys);
        const known = keys.length < few ? ids.filter((id) => there.has(id)) : ids;
        const found = await Promise.all(known.map((id) => store.get(id)));
        return new Set(found.flatMap((entry) => (entry === undefined || entry.removed ? [] : [entry.id])));
      }),
  };
}
