import { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { walkTree } from '../../protocol/tree/walk.ts';
import type { AccountDatabase } from '../account/account-database.ts';
import { queueDelete } from '../bulk-write.ts';
import { blockRepository } from '../content/blocks.ts';
import { ownRoots } from './own-roots.ts';

/** What is freed when a write has failed for want of room, bytes: enough for some time, so that this is rare. */
export const roomForOneMoreTry = 32 * 2 ** 20;

const atOnce = 200;
/** Blocks of one tree that are looked at; more than any reader keeps of somebody else's. */
const mostBlocks = 200_000;

/** `RoomStore.free`. */
export async function freeRoom(database: AccountDatabase, me: Did, bytes: number): Promise<number> {
  if (!(bytes > 0)) return 0;
  const media = await freeMedia(database, bytes);
  return media >= bytes ? media : media + (await freeBlocks(database, me, bytes - media));
}

/** The index holds others' media only, so that nothing of one's own can be met on the way. */
async function freeMedia(database: AccountDatabase, bytes: number): Promise<number> {
  let freed = 0;
  while (freed < bytes) {
    const part = await database.write(['media', 'mediaUse'], 'relaxed', async (transaction) => {
      const [media, uses] = [transaction.objectStore('media'), transaction.objectStore('mediaUse')];
      let size = 0;
      for (const use of await uses.index('usedMs').getAll(undefined, atOnce)) {
        if (freed + size >= bytes) break;
        queueDelete(media, use.digest);
        queueDelete(uses, use.digest);
        size += use.size;
      }
      return size;
    });
    if (part === 0) break;
    freed += part;
  }
  return freed;
}

/**
 * Only what hangs below a root of somebody else is deleted: blocks of a tree of one's own that is being built at this moment hang below
 * no root yet, and must stay.
 */
async function freeBlocks(database: AccountDatabase, me: Did, bytes: number): Promise<number> {
  const blocks = blockRepository(database);
  const kept = new Set<string>();
  for (const root of await ownRoots(database, me)) {
    for await (const { cid } of walkTree(blocks, root)) kept.add(keyOf(cid));
  }
  let freed = 0;
  for (const root of await othersRoots(database, me)) {
    if (freed >= bytes) break;
    let due: CID[] = [];
    for await (const step of walkTree(blocks, root, { maxBlocks: mostBlocks })) {
      if (step.bytes === undefined || kept.has(keyOf(step.cid))) continue;
      due.push(step.cid);
      freed += step.bytes.length;
    }
    // A tree goes whole: a part of it helps nobody.
    for (; due.length > 0; due = due.slice(atOnce)) await blocks.deleteMany(due.slice(0, atOnce));
  }
  return freed;
}

/** Roots of others, those first whom nobody here follows, then by when they were last read. */
async function othersRoots(database: AccountDatabase, me: Did): Promise<CID[]> {
  const [states, follows] = await database.read(['sync', 'follows'], (transaction) =>
    Promise.all([transaction.objectStore('sync').getAll(), transaction.objectStore('follows').getAll()]),
  );
  const followed = new Set(follows.filter(({ removed }) => !removed).map(({ did }) => did));
  return states
    .filter(({ did, root }) => did !== me && root !== undefined)
    .toSorted((a, b) => Number(followed.has(a.did)) - Number(followed.has(b.did)) || a.lastReadMs - b.lastReadMs)
    .flatMap(({ root }) => (root === undefined ? [] : [CID.decode(root)]));
}

const keyOf = ({ multihash }: CID): string => String.fromCharCode(...multihash.bytes);
