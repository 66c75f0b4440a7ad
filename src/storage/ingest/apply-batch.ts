import type { ChangeTopic, IngestBatch } from '../../protocol/ports/store.ts';
import type { NotificationRecord } from '../../protocol/ports/records.ts';
import type { WriteTransaction } from '../account/account-database.ts';
import { noteForSearch } from '../account/note-search.ts';
import { toStoredNotification } from '../account/notifications.ts';
import { toStoredSync } from '../account/sync-states.ts';
import { queuePut } from '../bulk-write.ts';
import { heedSuccessions } from './heed-successions.ts';
import type { PostsOutcome } from './ingest-posts.ts';
import { ingestPosts } from './ingest-posts.ts';
import { ingestReactions } from './ingest-reactions.ts';
import { putNewerPerson } from './put-newer-person.ts';
import { rememberUndone } from './undone.ts';

/** Applies a batch inside the caller's transaction, and adds the topics that really changed to `touched`. */
export async function applyBatch(
  transaction: WriteTransaction,
  given: IngestBatch,
  touched: Set<ChangeTopic>,
): Promise<PostsOutcome> {
  const batch = await heedSuccessions(transaction, given);
  if (batch.sync !== undefined) {
    queuePut(transaction.objectStore('sync'), toStoredSync(batch.sync));
    touched.add('sync');
  }
  const undone = await rememberUndone(transaction, batch);
  const people = [...(batch.person === undefined ? [] : [batch.person]), ...(batch.people ?? [])];
  const [posts, reactions, newer, notifications] = await Promise.all([
    ingestPosts(transaction, batch, undone),
    ingestReactions(transaction, batch, undone),
    Promise.all(people.map((person) => putNewerPerson(transaction, person))),
    addNewNotifications(transaction, batch.notifications),
  ]);
  noteForSearch(
    transaction,
    [...posts.added, ...posts.changed],
    people.flatMap(({ id }, place) => (newer[place] === true ? [id] : [])),
  );
  if (posts.added.length + posts.changed.length > 0) touched.add('posts');
  if (reactions) touched.add('reactions');
  if (newer.includes(true)) touched.add('people');
  if (notifications) touched.add('notifications');
  return posts;
}

/** A notification that is known stays as it is: reading it is not taken back. */
async function addNewNotifications(
  transaction: WriteTransaction,
  notifications: readonly NotificationRecord[],
): Promise<boolean> {
  const store = transaction.objectStore('notifications');
  const known = await Promise.all(notifications.map(({ id }) => store.getKey(id)));
  const fresh = notifications.filter((_, index) => known[index] === undefined);
  for (const notification of fresh) queuePut(store, toStoredNotification(notification));
  return fresh.length > 0;
}
