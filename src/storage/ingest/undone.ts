import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { IngestBatch } from '../../protocol/ports/store.ts';
import type { WriteTransaction } from '../account/account-database.ts';
import { queuePut } from '../bulk-write.ts';

/** Which activities their own actors have taken back, of those that a batch is about. */
export interface Undone {
  has(id: ObjectId, actor: Did | ObjectId): boolean;
}

/** Ids hold no line breaks. */
const memberOf = (id: ObjectId, actor: Did | ObjectId): string => `${id}\n${actor}`;

/**
 * Remembers what the batch takes back and recalls what was taken back before: pages are read newest first, so an Undo often comes
 * before what it undoes.
 */
export async function rememberUndone(transaction: WriteTransaction, batch: IngestBatch): Promise<Undone> {
  const members = new Set<string>();
  const store = transaction.objectStore('undone');
  for (const { id, actor } of batch.undone) {
    members.add(memberOf(id, actor));
    queuePut(store, { id, actor });
  }
  const boosts = batch.posts.filter((post) => post.boostOf !== undefined).map(({ id, author }) => ({ id, actor: author }));
  const recalled = await Promise.all([...batch.reactions, ...boosts].map(({ id, actor }) => store.get([id, actor])));
  for (const record of recalled) if (record !== undefined) members.add(memberOf(record.id, record.actor));
  return { has: (id, actor) => members.has(memberOf(id, actor)) };
}
