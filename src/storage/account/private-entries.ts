import type { PrivateEntryStore } from '../../protocol/ports/private-entries.ts';
import { queuePut } from '../bulk-write.ts';
import type { AccountDatabase } from './account-database.ts';

/** Private entries without records of their own. */
export function privateEntryRepository(database: AccountDatabase): PrivateEntryStore {
  return {
    all: () => database.read(['privateEntries'], (transaction) => transaction.objectStore('privateEntries').getAll()),
    get: (kind, id) =>
      database.read(['privateEntries'], (transaction) => transaction.objectStore('privateEntries').get([kind, id])),
    async put(entries) {
      const { newerEntry } = await import('../../protocol/private-state/merge.ts');
      return database.write(['privateEntries'], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('privateEntries');
        const known = await Promise.all(entries.map(({ kind, id }) => store.get([kind, id])));
        entries.forEach((entry, place) => {
          const before = known[place];
          if (before !== undefined && newerEntry(before, entry) === before) return;
          queuePut(store, entry);
          touched.add('private');
        });
      });
    },
  };
}
