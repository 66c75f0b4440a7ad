import { loadOnce } from '../../protocol/load-once.ts';
import type { SuccessionRecord, SuccessionStore } from '../../protocol/ports/succession.ts';
import type { AccountDatabase } from './account-database.ts';
import { successionKeyPrefix, successionValueKey } from './succession-key.ts';

const loadAccepting = loadOnce(() => import('./accept-succession.ts'));

/** Whom accounts name as successors, and which of them have spoken. */
export function successionRepository(database: AccountDatabase): SuccessionStore {
  const all = (): Promise<SuccessionRecord[]> =>
    database.read(
      ['values'],
      (transaction) =>
        transaction
          .objectStore('values')
          .getAll(IDBKeyRange.bound(successionKeyPrefix, `${successionKeyPrefix}\uffff`)) as Promise<SuccessionRecord[]>,
    );
  return {
    get: (did) =>
      database.read(
        ['values'],
        (transaction) => transaction.objectStore('values').get(successionValueKey(did)) as Promise<SuccessionRecord | undefined>,
      ),
    all,
    async accept(did, succession) {
      const { acceptSuccession, acceptingStores } = await loadAccepting();
      return database.write(acceptingStores, 'strict', (transaction, touched) =>
        acceptSuccession(transaction, touched, did, succession),
      );
    },
    async noteAsked(did, atMs) {
      const { noteAsked } = await loadAccepting();
      await database.write(['values'], 'relaxed', (transaction) => noteAsked(transaction, did, atMs));
    },
  };
}
