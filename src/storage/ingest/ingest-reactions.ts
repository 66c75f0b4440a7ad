import { isKeptInstead } from '../../protocol/activity-streams/count-votes.ts';
import type { ReactionRecord } from '../../protocol/ports/records.ts';
import type { IngestBatch } from '../../protocol/ports/store.ts';
import type { WriteTransaction } from '../account/account-database.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import type { Undone } from './undone.ts';

type ReactionKey = [ReactionRecord['objectId'], ReactionRecord['type'], ReactionRecord['actor']];

const keyOf = (reaction: ReactionRecord): ReactionKey => [reaction.objectId, reaction.type, reaction.actor];

/** Removes what was taken back, then adds what is new: one reaction per actor, object and type. True when anything changed. */
export async function ingestReactions(transaction: WriteTransaction, batch: IngestBatch, undone: Undone): Promise<boolean> {
  const removed = await removeUndone(transaction, batch.undone);
  const added = await addNew(
    transaction,
    batch.reactions.filter((reaction) => !undone.has(reaction.id, reaction.actor)),
  );
  return removed || added;
}

async function removeUndone(transaction: WriteTransaction, undone: IngestBatch['undone']): Promise<boolean> {
  const store = transaction.objectStore('reactions');
  const found = await Promise.all(undone.map(({ id }) => store.index('id').getAll(id)));
  let removed = false;
  for (const [index, { actor }] of undone.entries()) {
    for (const reaction of found[index] ?? []) {
      if (reaction.actor !== actor) continue;
      queueDelete(store, keyOf(reaction));
      removed = true;
    }
  }
  return removed;
}

async function addNew(transaction: WriteTransaction, reactions: readonly ReactionRecord[]): Promise<boolean> {
  if (reactions.length === 0) return false;
  const store = transaction.objectStore('reactions');
  const kept = new Map<string, ReactionRecord>();
  for (const reaction of reactions) {
    const key = keyOf(reaction).join('\n');
    if (isKept(reaction, kept.get(key))) kept.set(key, reaction);
  }
  const wanted = [...kept.values()];
  const existing = await Promise.all(wanted.map((reaction) => store.get(keyOf(reaction))));
  let added = false;
  for (const [index, reaction] of wanted.entries()) {
    if (!isKept(reaction, existing[index])) continue;
    queuePut(store, reaction);
    added = true;
  }
  return added;
}

const isKept = (reaction: ReactionRecord, known: ReactionRecord | undefined): boolean =>
  known === undefined || isKeptInstead(reaction, known);
