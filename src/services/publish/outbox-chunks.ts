import type { Rkey } from '../../protocol/brand.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, OwnTree } from '../../protocol/ports/store.ts';

/** Activities built into the tree at once while a whole tree is made; bounds memory. */
const chunkSize = 200;

/** What is due and not in the root yet. */
export async function waitingChunk(store: AccountStore, tree: OwnTree, nowMs: number): Promise<OutboxRecord[]> {
  const built = new Set(tree.pending);
  return (await store.outboxWaiting(nowMs)).filter((record) => !built.has(record.rkey));
}

/** Everything that belongs into a tree that starts from nothing, oldest first. */
export function rebuildChunks(store: AccountStore, nowMs: number): AsyncGenerator<OutboxRecord[]> {
  return chunks(store, (record) => record.notBeforeMs <= nowMs);
}

/** Everything due that another device's tree does not have; none of it has a record key below `from`. */
export function missingChunks(
  store: AccountStore,
  isMissing: (record: OutboxRecord) => boolean,
  nowMs: number,
  from?: Rkey,
): AsyncGenerator<OutboxRecord[]> {
  // Shorter sorts before: the range begins after its start.
  const after = from?.slice(0, -1) as Rkey | undefined;
  return chunks(store, (record) => record.notBeforeMs <= nowMs && isMissing(record), after);
}

async function* chunks(
  store: AccountStore,
  wanted: (record: OutboxRecord) => boolean,
  after?: Rkey,
): AsyncGenerator<OutboxRecord[]> {
  let last = after;
  for (;;) {
    const records = await store.outboxRange(last, chunkSize);
    last = records.at(-1)?.rkey;
    const chosen = records.filter(wanted);
    if (chosen.length > 0) yield chosen;
    if (last === undefined) return;
  }
}
