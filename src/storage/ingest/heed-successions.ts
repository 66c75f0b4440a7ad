import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { SuccessionRecord } from '../../protocol/ports/succession.ts';
import type { IngestBatch } from '../../protocol/ports/store.ts';
import { withActors } from '../../protocol/succession/succession-state.ts';
import type { WriteTransaction } from '../account/account-database.ts';
import { successionValueKey } from '../account/succession-key.ts';
import { queuePut } from '../bulk-write.ts';

/**
 * bridge-spec sections 4 and 8.5, for whatever way a batch came: remembers whom an account names as its successor, and leaves out all
 * that is by a key whose successor has been accepted.
 */
export async function heedSuccessions(transaction: WriteTransaction, batch: IngestBatch): Promise<IngestBatch> {
  const store = transaction.objectStore('values');
  const records = new Map<Did, SuccessionRecord>();
  for (const did of authorsIn(batch)) {
    const record = (await store.get(successionValueKey(did))) as SuccessionRecord | undefined;
    if (record !== undefined) records.set(did, record);
  }
  const isOver = (author: Did | ObjectId): boolean => records.get(author as Did)?.accepted !== undefined;
  if (batch.actorsOf !== undefined && !isOver(batch.actorsOf.did)) {
    const { did, actors } = batch.actorsOf;
    const before = records.get(did);
    const after = withActors(before, did, actors);
    if (after !== undefined && after !== before) queuePut(store, after, successionValueKey(did));
  }
  if (![...records.values()].some(({ accepted }) => accepted !== undefined)) return batch;
  const { person, sync, ...rest } = batch;
  return {
    ...rest,
    posts: batch.posts.filter(({ author }) => !isOver(author)),
    deletedPosts: batch.deletedPosts.filter(({ author }) => !isOver(author)),
    reactions: batch.reactions.filter(({ actor }) => !isOver(actor)),
    undone: batch.undone.filter(({ actor }) => !isOver(actor)),
    notifications: batch.notifications.filter(({ actor }) => !isOver(actor)),
    ...(person !== undefined && !isOver(person.id) && { person }),
    ...(sync !== undefined && !isOver(sync.did) && { sync }),
  };
}

/** Accounts of this format of which the batch says something; nearly always one. */
function authorsIn(batch: IngestBatch): Set<Did> {
  const authors = new Set<Did | ObjectId>();
  for (const { author } of batch.posts) authors.add(author);
  for (const { author } of batch.deletedPosts) authors.add(author);
  for (const list of [batch.reactions, batch.undone, batch.notifications]) for (const { actor } of list) authors.add(actor);
  if (batch.person !== undefined) authors.add(batch.person.id);
  if (batch.sync !== undefined) authors.add(batch.sync.did);
  if (batch.actorsOf !== undefined) authors.add(batch.actorsOf.did);
  return new Set([...authors].filter((author): author is Did => author.startsWith('did:')));
}
