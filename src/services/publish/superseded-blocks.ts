import type { CID } from 'multiformats/cid';
import { CID as Cid } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';

/** Publishes whose replaced blocks stay, so that a follower in the middle of a copy can finish it. */
export const keptPublishes = 2;

type Superseded = NonNullable<OwnTree['superseded']>;

/** The list after one more publish. What the new root links to again is taken out of every older list. */
export function addSuperseded(lists: Superseded, added: readonly CID[], removed: readonly CID[]): Superseded {
  const alive = new Set(added.map(String));
  const older = lists.map((list) => list.filter((cid) => !alive.has(cid)));
  return [...older, removed.map(String).filter((cid) => !alive.has(cid))];
}

/** Deletes what is old enough and returns the list that is left; safe to repeat after a crash. */
export async function collectSuperseded(blocks: BlockStore, lists: Superseded): Promise<Superseded> {
  const due = lists.slice(0, Math.max(0, lists.length - keptPublishes));
  if (due.length === 0) return lists;
  await blocks.deleteMany(due.flat().map((cid) => Cid.parse(cid)));
  return lists.slice(due.length);
}
