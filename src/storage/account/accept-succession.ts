import type { Did } from '../../protocol/brand.ts';
import type { ChangeTopic } from '../../protocol/ports/store.ts';
import type { AcceptedSuccession, SuccessionRecord } from '../../protocol/ports/succession.ts';
import { countsStill, withSuccession } from '../../protocol/succession/succession-state.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import { allOf } from '../newest-first.ts';
import type { AccountStoreName, WriteTransaction } from './account-database.ts';
import { noteForSearch } from './note-search.ts';
import { successionValueKey } from './succession-key.ts';

export const acceptingStores: readonly AccountStoreName[] = [
  'values',
  'posts',
  'reactions',
  'notifications',
  'people',
  'searchQueue',
];

/** Posts looked at together; bounds memory. */
const portion = 500;

/** `SuccessionStore.accept` inside one transaction (bridge-spec section 8.5, "Accepting"). */
export async function acceptSuccession(
  transaction: WriteTransaction,
  touched: Set<ChangeTopic>,
  did: Did,
  succession: AcceptedSuccession,
): Promise<boolean> {
  const values = transaction.objectStore('values');
  const before = (await values.get(successionValueKey(did))) as SuccessionRecord | undefined;
  const after = before === undefined ? undefined : withSuccession(before, succession);
  if (after === undefined || after === before || after.accepted === undefined) return false;
  queuePut(values, after, successionValueKey(did));
  touched.add('people');
  if (after.accepted.endMs !== undefined) await dropFrom(transaction, touched, did, after.accepted);
  await passOn(transaction, did, after.accepted);
  return true;
}

/** The account has not ended, whatever the old key said, and from now on looks like whoever goes on for it. */
async function passOn(transaction: WriteTransaction, did: Did, { successor }: AcceptedSuccession): Promise<void> {
  const people = transaction.objectStore('people');
  const before = await people.get(did);
  if (before === undefined) return;
  const { endedAtMs: _, ...person } = before;
  queuePut(people, { ...person, succeededBy: successor });
}

/** When statements about an account were last asked for. */
export async function noteAsked(transaction: WriteTransaction, did: Did, atMs: number): Promise<void> {
  const values = transaction.objectStore('values');
  const before = (await values.get(successionValueKey(did))) as SuccessionRecord | undefined;
  if (before !== undefined) queuePut(values, { ...before, askedAtMs: atMs }, successionValueKey(did));
}

async function dropFrom(
  transaction: WriteTransaction,
  touched: Set<ChangeTopic>,
  did: Did,
  accepted: AcceptedSuccession,
): Promise<void> {
  await dropPosts(transaction, touched, did, accepted);
  const reactions = transaction.objectStore('reactions');
  for (let cursor = await reactions.openCursor(); cursor !== null; cursor = await cursor.continue()) {
    const { actor, atMs } = cursor.value;
    if (actor !== did || countsStill(accepted, atMs)) continue;
    void cursor.delete();
    touched.add('reactions');
  }
  const notifications = transaction.objectStore('notifications');
  for (let cursor = await notifications.openCursor(); cursor !== null; cursor = await cursor.continue()) {
    const { actor, atMs } = cursor.value;
    if (actor !== did || countsStill(accepted, atMs)) continue;
    void cursor.delete();
    touched.add('notifications');
  }
  const person = await transaction.objectStore('people').get(did);
  if (person === undefined || countsStill(accepted, person.updatedMs)) return;
  queueDelete(transaction.objectStore('people'), did);
  noteForSearch(transaction, [], [did]);
}

async function dropPosts(
  transaction: WriteTransaction,
  touched: Set<ChangeTopic>,
  did: Did,
  accepted: AcceptedSuccession,
): Promise<void> {
  const posts = transaction.objectStore('posts');
  for (let range = allOf([did]); ;) {
    const found = await posts.index('author').getAll(range, portion);
    const dropped = found.filter(({ updatedMs }) => !countsStill(accepted, updatedMs)).map(({ id }) => id);
    for (const id of dropped) queueDelete(posts, id);
    noteForSearch(transaction, dropped);
    if (dropped.length > 0) touched.add('posts');
    const last = found.at(-1);
    if (last?.atMs === undefined || found.length < portion) return;
    range = IDBKeyRange.bound([did, last.atMs, last.id], [did, []], true);
  }
}
