import type { RemoteReadRecord, RemoteStore } from '../../protocol/ports/fediverse.ts';
import type { ChangeTopic } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import { putNewerPerson } from '../ingest/put-newer-person.ts';
import type { WriteTransaction } from './account-database.ts';
import { noteForSearch } from './note-search.ts';

/** `RemoteStore.remember` inside the caller's transaction. */
export async function rememberRemote(
  transaction: WriteTransaction,
  touched: Set<ChangeTopic>,
  person: Parameters<RemoteStore['remember']>[0],
  change: Parameters<RemoteStore['remember']>[1],
): Promise<RemoteReadRecord> {
  const store = transaction.objectStore('remoteReads');
  const [isNewer, before] = await Promise.all([putNewerPerson(transaction, person), store.get(person.id)]);
  if (isNewer) {
    touched.add('people');
    noteForSearch(transaction, [], [person.id]);
  }
  const after = change(before);
  if (after === before) return after;
  queuePut(store, after);
  touched.add('remote');
  return after;
}
