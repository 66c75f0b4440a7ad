import type { DBSchema, IDBPIndex, IndexNames, StoreNames, StoreValue } from 'idb';
import { unwrap, wrap } from 'idb';
import type { Cursor, PageRequest } from '../protocol/ports/store.ts';

/** No page is larger, whatever is asked. */
const limitMaximum = 1000;

interface BackwardGetAll {
  getAll(options: { query: IDBKeyRange; count: number; direction: 'prev' }): IDBRequest<unknown[]>;
}

/** Whether an index can be read backwards in one request; the option came together with `getAllRecords`. */
const readsBackwards = (index: IDBIndex): boolean => 'getAllRecords' in index;

/**
 * The newest records of an index whose key is [...prefix, date in ms, id], below `page.before` (exclusive). One request where the
 * browser can read backwards, else a cursor.
 */
export async function newestFirst<
  Schema extends DBSchema,
  Store extends StoreNames<Schema>,
  Index extends IndexNames<Schema, Store>,
>(
  index: IDBPIndex<Schema, StoreNames<Schema>[], Store, Index, 'readonly'>,
  prefix: readonly (string | number)[],
  page: PageRequest,
): Promise<StoreValue<Schema, Store>[]> {
  const count = Math.min(Math.floor(page.limit), limitMaximum);
  if (!(count > 0)) return [];
  const range = below(prefix, page.before);
  const raw: IDBIndex = unwrap(index);
  const found = readsBackwards(raw)
    ? await wrap((raw as unknown as BackwardGetAll).getAll({ query: range, count, direction: 'prev' }))
    : await walkBackwards(raw, range, count);
  return found as StoreValue<Schema, Store>[];
}

/** All keys that begin with `prefix`: an array sorts after every number and string. */
export function allOf(prefix: readonly (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound([...prefix], [...prefix, []]);
}

function below(prefix: readonly (string | number)[], before: Cursor | undefined): IDBKeyRange {
  if (before === undefined) return allOf(prefix);
  return IDBKeyRange.bound([...prefix], [...prefix, before.atMs, before.id], false, true);
}

function walkBackwards(index: IDBIndex, range: IDBKeyRange, count: number): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const found: unknown[] = [];
    const request = index.openCursor(range, 'prev');
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('success', () => {
      const cursor = request.result;
      if (cursor !== null) found.push(cursor.value);
      if (cursor === null || found.length === count) resolve(found);
      else cursor.continue();
    });
  });
}
