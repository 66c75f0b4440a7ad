import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { AccountDatabase } from './account-database.ts';

/** Asked for in one request; what comes of it is unpacked in one go. */
const atOnce = 400;
/** A range is read whole as long as it has no more records than this for each that is wanted. */
const mostForOne = 3;

/** `AccountStore.people` for hundreds and thousands: records of a range come many times as fast as the same records one by one. */
export function manyPeople(database: AccountDatabase, ids: readonly (Did | ObjectId)[]): Promise<(PersonRecord | undefined)[]> {
  return database.read(['people'], async (transaction) => {
    const store = transaction.objectStore('people');
    // Code unit order, as IndexedDB sorts strings.
    const sorted = [...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1));
    const known = new Map<string, PersonRecord>();
    for (let start = 0; start < sorted.length; start += atOnce) {
      const some = sorted.slice(start, start + atOnce);
      const range = IDBKeyRange.bound(some[0], some.at(-1));
      const isDense = (await store.count(range)) <= mostForOne * some.length;
      const found = isDense ? await store.getAll(range) : await Promise.all(some.map((id) => store.get(id)));
      for (const person of found) if (person !== undefined) known.set(person.id, person);
    }
    return ids.map((id) => known.get(id));
  });
}
