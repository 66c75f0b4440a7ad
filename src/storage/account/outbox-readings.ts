import type { AccountStore } from '../../protocol/ports/store.ts';
import type { AccountDatabase } from './account-database.ts';

/** What screens read of one's own activities. */
export function outboxReadings(database: AccountDatabase): Pick<AccountStore, 'waitingFor' | 'outboxRange'> {
  return {
    waitingFor: (objectIds) =>
      database.read(['outbox'], async (transaction) => {
        const index = transaction.objectStore('outbox').index('objectId');
        const found = await Promise.all(objectIds.map((id) => index.getAll(id)));
        return found.flat().flatMap((entry) => (entry.state === 'waiting' ? [entry] : []));
      }),
    outboxRange: (after, limit) =>
      database.read(['outbox'], async (transaction) => {
        if (!(limit > 0)) return [];
        const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
        return transaction.objectStore('outbox').getAll(range, limit);
      }),
  };
}
