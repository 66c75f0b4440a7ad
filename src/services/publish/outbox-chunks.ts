import type { Rkey } from '../../protocol/brand.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, OwnTree } from '../../protocol/ports/store.ts';

/** Activities built into the tree at once while a whole tree is made; bounds memory. */
const chunkSize = 200;

/** Most activities that one published root adds: after an import the rest follows with the next ones, and nothing is done twice. */
const portionSize = 1000;

/** What is due and not in the root yet, or as much of it as goes into one root. */
export async function waitingChunks(store: AccountStore, tree: OwnTree | undefined, nowMs: number): Promise<OutboxRecord[][]> {
  const built = new Set(tree?.pending);
  const due = await store.outboxWaiting(nowMs, portionSize + built.size);
  const waiting = due.filter((record) => !built.has(record.rkey));
  const count = Math.ceil(waiting.length / chunkSize);
  return Array.from({ length: count }, (_, chunk) => waiting.slice(chunk * chunkSize, (chunk + 1) * chunkSize));
}

/** Everything that belongs into a tree that starts from nothing, oldest first. */
export function rebuildChunks(store: AccountStore, nowMs: number): AsyncGenerator<OutboxRecord[]> {
  return chunks(store, isDue(nowMs));
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
  const isOut = isDue(nowMs);
  return chunks(store, (record) => isOut(record) && isMissing(record), after);
}

/** What has left stays out, also on a device whose clock was put back, or is behind that of the device which wrote it. */
const isDue =
  (nowMs: number) =>
  ({ state, notBeforeMs }: OutboxRecord): boolean =>
    state === 'published' || notBeforeMs <= nowMs;

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
