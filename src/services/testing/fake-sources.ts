import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Source } from '../../protocol/ports/network.ts';
import { err, ok } from '../../protocol/result.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { pathsBlocks } from '../../protocol/tree/read-path.ts';
import { walkTree } from '../../protocol/tree/walk.ts';

/** Somebody's device, with what it has. */
export function deviceSource(blocks: BlockStore): Source {
  return {
    kind: 'webrtc',
    label: 'a device',
    fetchPaths: async (root: CID, paths, options) => ok(await pathsBlocks(blocks, root, paths, { have: options?.have })),
    async fetchBlocks(cids) {
      const bytes = await blocks.getMany(cids);
      return ok(cids.flatMap((cid, index) => (bytes[index] ? [{ cid, bytes: bytes[index] }] : [])));
    },
  };
}

/** A gateway with a copy of the tree as it is now, which it serves from then on. */
export async function gatewaySource(from: BlockStore, root: CID): Promise<Source> {
  const blocks = createMemoryBlockStore();
  for await (const { cid, bytes } of walkTree(from, root)) {
    if (bytes === undefined) throw new Error(`no ${cid} to copy`);
    await blocks.putMany([{ cid, bytes }]);
  }
  return { ...deviceSource(blocks), kind: 'gateway', label: 'a gateway', servedRoot: async () => root };
}

/** A source that never answers. */
export const hangingSource: Source = {
  kind: 'relayed',
  label: 'hangs',
  fetchPaths: () => new Promise(() => undefined),
  fetchBlocks: () => new Promise(() => undefined),
};

/** A source whose answers failed the checks of the network. */
export const lyingSource: Source = {
  kind: 'gateway',
  label: 'lies',
  fetchPaths: async () => err({ type: 'wrong-data', reason: 'a block with another hash' }),
  fetchBlocks: async () => err({ type: 'wrong-data', reason: 'a block with another hash' }),
};

/** A source that has nothing of what is asked. */
export const emptySource: Source = {
  kind: 'gateway',
  label: 'has nothing',
  fetchPaths: async () => ok([]),
  fetchBlocks: async () => ok([]),
};
