import { CarWriter } from '@ipld/car/writer';
import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../ports/block-store.ts';
import { MissingBlockError, rawCode } from './block.ts';
import { decodePbNode } from './directory.ts';

/** Blocks read ahead: a store on disk answers many at once far quicker than one by one. */
const blocksAtOnce = 64;

/**
 * The whole tree below `root` as CARv1: `root` its only root, each block once, parents before what they link to. Deterministic.
 * @throws MissingBlockError when a block is not here: half a tree must not look like a whole one.
 */
export async function* carOf(store: BlockStore, root: CID): AsyncGenerator<Uint8Array, void, undefined> {
  const { writer, out } = CarWriter.create([root]);
  let failure: unknown;
  const writing = writeBlocks(store, root, (cid, bytes) => writer.put({ cid, bytes }))
    .catch((error: unknown) => (failure = error))
    .finally(() => writer.close());
  yield* out;
  await writing;
  if (failure !== undefined) throw failure;
}

async function writeBlocks(store: BlockStore, root: CID, put: (cid: CID, bytes: Uint8Array) => Promise<void>): Promise<void> {
  const seen = new Set([root.toString()]);
  // A stack, not recursion: depth is the publisher's choice.
  const stack = [root];
  while (stack.length > 0) {
    const batch = stack.splice(-blocksAtOnce).toReversed();
    const blocks = await store.getMany(batch);
    const below: CID[] = [];
    for (const [index, cid] of batch.entries()) {
      const bytes = blocks[index];
      if (bytes === undefined) throw new MissingBlockError(cid);
      await put(cid, bytes);
      if (cid.code === rawCode) continue;
      for (const link of decodePbNode(cid, bytes)?.Links ?? []) {
        const key = link.Hash.toString();
        if (!seen.has(key)) below.push(link.Hash);
        seen.add(key);
      }
    }
    stack.push(...below.toReversed());
  }
}
