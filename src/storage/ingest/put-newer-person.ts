import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { WriteTransaction } from '../account/account-database.ts';
import { queuePut } from '../bulk-write.ts';

/** Stores somebody inside the caller's transaction, unless what is here is as new; true when it was stored. */
export async function putNewerPerson(transaction: WriteTransaction, person: PersonRecord): Promise<boolean> {
  const store = transaction.objectStore('people');
  const before = await store.get(person.id);
  const after = newerPerson(before, person);
  if (after === before) return false;
  queuePut(store, after);
  return true;
}

/** What to keep of two records of somebody; `before` itself when the other says nothing new. An end stays, whichever came first. */
export function newerPerson(before: PersonRecord | undefined, person: PersonRecord): PersonRecord {
  if (before === undefined) return person;
  const newest = before.updatedMs >= person.updatedMs ? before : person;
  const endedAtMs = before.endedAtMs ?? person.endedAtMs;
  if (newest.endedAtMs === endedAtMs || endedAtMs === undefined) return newest;
  return { ...newest, endedAtMs };
}
