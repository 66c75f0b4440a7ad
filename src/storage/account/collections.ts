import type { BookmarkRecord, CollectionStore } from '../../protocol/ports/collections.ts';
import { queuePut } from '../bulk-write.ts';
import { allOf, newestFirst } from '../newest-first.ts';
import type { AccountDatabase } from './account-database.ts';
import type { StoredBookmark } from './account-schema.ts';

const fromStored = ({ id, stampMs, removed }: StoredBookmark): BookmarkRecord => ({ id, stampMs, removed });

/** Lists of people and bookmarked posts. */
export function collectionRepository(database: AccountDatabase): Omit<CollectionStore, 'bookmarked'> {
  return {
    lists: () => database.read(['lists'], (transaction) => transaction.objectStore('lists').getAll()),
    members: (list) =>
      database.read(['listMembers'], (transaction) =>
        transaction.objectStore('listMembers').getAll(list === undefined ? undefined : allOf([list])),
      ),
    putLists: (lists, members) =>
      database.write(['lists', 'listMembers'], 'strict', async (transaction, touched) => {
        const listStore = transaction.objectStore('lists');
        const memberStore = transaction.objectStore('listMembers');
        const [knownLists, knownMembers] = await Promise.all([
          Promise.all(lists.map(({ id }) => listStore.get(id))),
          Promise.all(members.map(({ list, member }) => memberStore.get([list, member]))),
        ]);
        const newer = <T extends { readonly stampMs: number }>(entries: readonly T[], known: readonly (T | undefined)[]): T[] =>
          entries.filter((entry, place) => (known[place]?.stampMs ?? 0) <= entry.stampMs);
        for (const list of newer(lists, knownLists)) queuePut(listStore, list);
        for (const member of newer(members, knownMembers)) queuePut(memberStore, member);
        touched.add('collections');
      }),
    bookmarks: (page) =>
      database.read(['bookmarks'], async (transaction) => {
        const index = transaction.objectStore('bookmarks').index('shown');
        return (await newestFirst(index, [], page)).map(fromStored);
      }),
    bookmarkRecords: (ids) =>
      database.read(['bookmarks'], async (transaction) => {
        const store = transaction.objectStore('bookmarks');
        const found = ids === undefined ? await store.getAll() : await Promise.all(ids.map((id) => store.get(id)));
        return found.flatMap((entry) => (entry === undefined ? [] : [fromStored(entry)]));
      }),
    putBookmarks: (bookmarks) =>
      database.write(['bookmarks'], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('bookmarks');
        const known = await Promise.all(bookmarks.map(({ id }) => store.get(id)));
        bookmarks.forEach((bookmark, place) => {
          if ((known[place]?.stampMs ?? 0) > bookmark.stampMs) return;
          queuePut(store, bookmark.removed ? bookmark : { ...bookmark, shownMs: bookmark.stampMs });
          touched.add('collections');
        });
      }),
  };
}
