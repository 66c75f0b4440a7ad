import type { DBSchema, IDBPObjectStore, StoreKey, StoreNames, StoreValue } from 'idb';

/** Below this number of keys, asking for each is as good. */
const rangeFrom = 8;

/**
 * The stored values of those `keys` (strings) that exist, by key. Usually few do: keys of one batch lie close together (time-sorted
 * ids of one account), so one request for the keys in their range tells which, instead of one request each.
 */
export async function getExisting<
  Schema extends DBSchema,
  Store extends StoreNames<Schema>,
  Key extends string & StoreKey<Schema, Store>,
>(
  store: IDBPObjectStore<Schema, StoreNames<Schema>[], Store, 'readwrite'>,
  keys: ReadonlySet<Key>,
): Promise<Map<Key, StoreValue<Schema, Store>>> {
  const wanted = keys.size < rangeFrom ? [...keys] : await present(store, keys);
  const values = await Promise.all(wanted.map((key) => store.get(key)));
  const found = new Map<Key, StoreValue<Schema, Store>>();
  for (const [index, key] of wanted.entries()) {
    const value = values[index];
    if (value !== undefined) found.set(key, value);
  }
  return found;
}

/** Those of `keys` that may exist. Too many others between them: all of them, to be asked one by one. */
async function present<Schema extends DBSchema, Store extends StoreNames<Schema>, Key extends string & StoreKey<Schema, Store>>(
  store: IDBPObjectStore<Schema, StoreNames<Schema>[], Store, 'readwrite'>,
  keys: ReadonlySet<Key>,
): Promise<Key[]> {
  // Code unit order, as IndexedDB sorts strings.
  const sorted = [...keys].toSorted((a, b) => (a < b ? -1 : 1));
  const most = 4 * sorted.length + 100;
  const inRange = await store.getAllKeys(IDBKeyRange.bound(sorted[0], sorted.at(-1)), most);
  if (inRange.length === most) return sorted;
  const stored = new Set<unknown>(inRange);
  return sorted.filter((key) => stored.has(key));
}
