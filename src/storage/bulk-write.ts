import type { DBSchema, IDBPObjectStore, StoreKey, StoreNames, StoreValue } from 'idb';
import { unwrap } from 'idb';

type Writable<Schema extends DBSchema, Store extends StoreNames<Schema>> = IDBPObjectStore<
  Schema,
  StoreNames<Schema>[],
  Store,
  'readwrite'
>;

/** Queues a put without a promise of its own (thousands are cheap); a failure aborts the transaction, which reports it. */
export function queuePut<Schema extends DBSchema, Store extends StoreNames<Schema>>(
  store: Writable<Schema, Store>,
  value: StoreValue<Schema, Store>,
  key?: StoreKey<Schema, Store> & IDBValidKey,
): void {
  unwrap(store).put(value, key);
}

/** Queues a delete, as `queuePut` does; absent keys are fine. */
export function queueDelete<Schema extends DBSchema, Store extends StoreNames<Schema>>(
  store: Writable<Schema, Store>,
  key: (StoreKey<Schema, Store> & IDBValidKey) | IDBKeyRange,
): void {
  unwrap(store).delete(key);
}
