import type { DeviceStore } from '../protocol/ports/store.ts';
import { queueDelete, queuePut } from './bulk-write.ts';
import type { OpenOptions } from './database.ts';
import { openDatabase } from './database.ts';
import type { DeviceSchema } from './device/device-schema.ts';
import { deviceMigrations } from './migrations/versions.ts';

/** Opens the database `pollen`: the accounts and keys of this browser profile. Every write is on the disk when it resolves. */
export async function openDeviceStore(options: OpenOptions = {}): Promise<DeviceStore & { close(): void }> {
  const database = await openDatabase<DeviceSchema>('pollen', deviceMigrations, options);
  return {
    accounts: () =>
      database.read(['accounts'], async (transaction) =>
        (await transaction.objectStore('accounts').getAll()).toSorted((a, b) => a.createdAtMs - b.createdAtMs),
      ),
    putAccount: (account) =>
      database.write(['accounts'], 'strict', async (transaction) => {
        queuePut(transaction.objectStore('accounts'), account);
      }),
    changeAccount: (did, change) =>
      database.write(['accounts'], 'strict', async (transaction) => {
        const store = transaction.objectStore('accounts');
        const account = await store.get(did);
        if (account === undefined) return undefined;
        const changed = change(account);
        queuePut(store, changed);
        return changed;
      }),
    currentAccount: () => database.read(['values'], (transaction) => transaction.objectStore('values').get('currentAccount')),
    setCurrentAccount: (did) =>
      database.write(['values'], 'strict', async (transaction) => {
        const store = transaction.objectStore('values');
        if (did === undefined) queueDelete(store, 'currentAccount');
        else queuePut(store, did, 'currentAccount');
      }),
    deviceKey: (did) => database.read(['deviceKeys'], (transaction) => transaction.objectStore('deviceKeys').get(did)),
    putDeviceKey: (did, key) =>
      database.write(['deviceKeys'], 'strict', async (transaction) => {
        queuePut(transaction.objectStore('deviceKeys'), key, did);
      }),
    close: () => database.close(),
  };
}
