import type { CID } from 'multiformats/cid';
import type { Block, BlockStore } from '../ports/block-store.ts';

/** A BlockStore in memory: for tests, for staging blocks before one write, for checking what a stranger sent. */
export interface MemoryBlockStore extends BlockStore {
  /** Number of blocks held. */
  readonly size: number;
  /** Everything held, in no particular order. */
  blocks(): Iterable<Block>;
}

/** Reads fall through to `below` when given; writes stay here. */
export function createMemoryBlockStore(initial: Iterable<Block> = [], below?: BlockStore): MemoryBlockStore {
  const held = new Map<string, Block>();
  for (const block of initial) held.set(block.cid.toString(), block);
  const local = (cid: CID): Uint8Array | undefined => held.get(cid.toString())?.bytes;
  return {
    get size() {
      return held.size;
    },
    blocks: () => held.values(),
    get: async (cid) => local(cid) ?? (await below?.get(cid)),
    async getMany(cids) {
      const found = cids.map(local);
      if (below === undefined) return found;
      const absent = cids.filter((_, index) => found[index] === undefined);
      if (absent.length === 0) return found;
      const rest = await below.getMany(absent);
      let next = 0;
      return found.map((bytes) => bytes ?? rest[next++]);
    },
    has: async (cid) => local(cid) !== undefined || ((await below?.has(cid)) ?? false),
    async putMany(blocks) {
      for (const block of blocks) held.set(block.cid.toString(), block);
    },
    async deleteMany(cids) {
      for (const cid of cids) held.delete(cid.toString());
    },
  };
}
