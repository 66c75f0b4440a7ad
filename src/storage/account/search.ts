import type { SearchManifest, SearchStore, SegmentKeys, SegmentRecord } from '../../protocol/ports/search.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import { fromStored } from '../ingest/stored-post.ts';
import type { AccountDatabase } from './account-database.ts';
import type { SearchPart } from './account-schema.ts';

const parts: readonly SearchPart[] = ['segment', 'keys', 'dead'];

/** The full-text index at rest. Its writes touch no store that publishing or reading waits for, but the queue of changes, by key. */
export function searchRepository(database: AccountDatabase): SearchStore {
  const partsOf = <T>(part: SearchPart, ids: readonly number[]): Promise<(T | undefined)[]> =>
    database.read(['searchIndex'], (transaction) => {
      const store = transaction.objectStore('searchIndex');
      return Promise.all(ids.map((id) => store.get([part, id]) as Promise<T | undefined>));
    });
  return {
    manifest: () =>
      database.read(
        ['searchIndex'],
        (transaction) => transaction.objectStore('searchIndex').get('manifest') as Promise<SearchManifest | undefined>,
      ),
    segments: (ids) => partsOf<SegmentRecord>('segment', ids),
    keys: (ids) => partsOf<SegmentKeys>('keys', ids),
    dead: (ids) => partsOf<Uint8Array<ArrayBuffer>>('dead', ids),
    commit: ({ follows, manifest, added, dead, dropped, heard }) =>
      database.write(['searchIndex', 'searchQueue'], 'relaxed', async (transaction, touched) => {
        const store = transaction.objectStore('searchIndex');
        const before = (await store.get('manifest')) as SearchManifest | undefined;
        if (before?.nextId !== follows) return false;
        for (const { id, segment, keys } of added) {
          queuePut(store, segment, ['segment', id]);
          queuePut(store, keys, ['keys', id]);
        }
        for (const { id, bits } of dead) queuePut(store, bits, ['dead', id]);
        for (const id of dropped) for (const part of parts) queueDelete(store, [part, id]);
        for (const number of heard) queueDelete(transaction.objectStore('searchQueue'), number);
        queuePut(store, manifest, 'manifest');
        touched.add('search');
        return true;
      }),
    clear: () =>
      database.write(['searchIndex'], 'relaxed', async (transaction, touched) => {
        touched.add('search');
        await transaction.objectStore('searchIndex').clear();
      }),
    changes: (limit) =>
      database.read(['searchQueue'], async (transaction) => {
        const store = transaction.objectStore('searchQueue');
        const [numbers, changes] = await Promise.all([store.getAllKeys(null, limit), store.getAll(null, limit)]);
        return changes.flatMap((change, place) => {
          const number = numbers[place];
          return number === undefined ? [] : [{ number, ...change }];
        });
      }),
    changeCount: () => database.read(['searchQueue'], (transaction) => transaction.objectStore('searchQueue').count()),
    postsAfter: (id, limit) =>
      database.read(['posts'], async (transaction) =>
        (await transaction.objectStore('posts').getAll(IDBKeyRange.lowerBound(id, true), limit)).map(fromStored),
      ),
    peopleAfter: (id, limit) =>
      database.read(['people'], (transaction) =>
        transaction.objectStore('people').getAll(IDBKeyRange.lowerBound(id, true), limit),
      ),
  };
}
