import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { WriteTransaction } from '../account/account-database.ts';
import { queuePut } from '../bulk-write.ts';

/** Stores somebody inside the caller's transaction, unless what is here is as new; true when it was stored. */
export async function putNewerPerson(transaction: WriteTransaction, person: PersonRecord): Promise<boolean> {
  const store = transaction.objectStore('people');
  const before = await store.get(person.id);
  if (before !== undefined && before.updatedMs >= person.updatedMs) return false;
  queuePut(store, person);
  return true;
}
