import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../ports/block-store.ts';
import { rawCode } from './block.ts';

/** The same store; directories read through it are kept in memory, so that one publish reads each of them once. Files are not kept. */
export function cachingStore(store: BlockStore): BlockStore {
  const directories = new Map<string, Uint8Array>();
  const remember = (cid: CID, bytes: Uint8Array | undefined): Uint8Array | undefined => {
    if (bytes !== undefined && cid.code !== rawCode) directories.set(cid.toString(), bytes);
    return bytes;
  };
  return {
    get: async (cid) => directories.get(cid.toString()) ?? remember(cid, await store.get(cid)),
    async getMany(cids) {
      const known = cids.map((cid) => (cid.code === rawCode ? undefined : directories.get(cid.toString())));
      const absent = cids.filter((_, index) => known[index] === undefined);
      const rest = absent.length === 0 ? [] : await store.getMany(absent);
      let next = 0;
      return cids.map((cid, index) => known[index] ?? remember(cid, rest[next++]));
    },
    has: (cid) => store.has(cid),
    putMany: (blocks) => store.putMany(blocks),
    deleteMany: (cids) => store.deleteMany(cids),
  };
}
