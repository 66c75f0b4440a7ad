import type { Did } from '../../protocol/brand.ts';
import type { Removal, RemovalStore } from '../../protocol/ports/removals.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import type { Database, Transaction } from '../database.ts';
import type { DeviceSchema } from './device-schema.ts';

/** `DeviceStore.removals` */
export function removalStore(database: Database<DeviceSchema>): RemovalStore {
  return {
    begin: (did) =>
      database.write(['accounts', 'deviceKeys', 'values'], 'strict', async (transaction) => {
        const accounts = transaction.objectStore('accounts');
        const values = transaction.objectStore('values');
        const [account, current, waiting] = await Promise.all([
          accounts.get(did),
          values.get('currentAccount'),
          waitingIn(transaction),
        ]);
        if (account === undefined) return undefined;
        const removal: Removal = { did, name: account.name };
        queueDelete(accounts, did);
        queueDelete(transaction.objectStore('deviceKeys'), did);
        if (current === did) queueDelete(values, 'currentAccount');
        queuePut(values, [...without(waiting, did), removal], 'removals');
        return removal;
      }),
    waiting: () => database.read(['values'], waitingIn),
    end: (did) =>
      database.write(['values'], 'strict', async (transaction) => {
        const left = without(await waitingIn(transaction), did);
        queuePut(transaction.objectStore('values'), left, 'removals');
      }),
  };
}

async function waitingIn(transaction: Transaction<DeviceSchema, IDBTransactionMode>): Promise<readonly Removal[]> {
  const stored = await transaction.objectStore('values').get('removals');
  return Array.isArray(stored) ? (stored as readonly Removal[]) : [];
}

const without = (waiting: readonly Removal[], did: Did): readonly Removal[] => waiting.filter((other) => other.did !== did);
