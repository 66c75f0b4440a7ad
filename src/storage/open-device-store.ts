import type { DeviceStore } from '../protocol/ports/store.ts';
import { queueDelete, queuePut } from './bulk-write.ts';
import type { OpenOptions } from './database.ts';
import { openDatabase } from './database.ts';
import type { DeviceSchema, DeviceValues } from './device/device-schema.ts';
import { deviceInitial } from './migrations/device-001-initial.ts';
import type { Migration } from './migrations/migration.ts';

/** Steps of the device database `pollen`; its version is their number. */
const deviceMigrations: readonly Migration[] = [deviceInitial];

/** Opens the database `pollen`: the accounts and keys of this browser profile. Every write is on the disk when it resolves. */
export async function openDeviceStore(options: OpenOptions = {}): Promise<DeviceStore & { close(): void }> {
  const database = await openDatabase<DeviceSchema>('pollen', deviceMigrations, options);
  const value = <Key extends keyof DeviceValues>(key: Key): Promise<DeviceValues[Key] | undefined> =>
    database.read(
      ['values'],
      (transaction) => transaction.objectStore('values').get(key) as Promise<DeviceValues[Key] | undefined>,
    );
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
    currentAccount: () => value('currentAccount'),
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
    appearance: async () => (await value('appearance')) ?? {},
    putAppearance: (appearance) =>
      database.write(['values'], 'strict', async (transaction) => {
        queuePut(transaction.objectStore('values'), appearance, 'appearance');
      }),
    removals: async () => (await import('./device/removals.ts')).removalStore(database),
    close: () => database.close(),
  };
}
