import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { blockKey } from './verify.ts';

/** Directory blocks are read again for each path of a request; larger ones are leaves and read once. */
const largestKeptBytes = 64 * 1024;

/** Reads through `blocks` and remembers small blocks, for as long as one request lasts. */
export function cachedReads(blocks: BlockStore): BlockStore {
  const kept = new Map<string, Promise<Uint8Array | undefined>>();
  const get: BlockStore['get'] = (cid) => {
    const key = blockKey(cid);
    const known = kept.get(key);
    if (known) return known;
    const reading = blocks.get(cid);
    kept.set(key, reading);
    const forgetLarge = (bytes: Uint8Array | undefined): void => {
      if (bytes === undefined || bytes.length > largestKeptBytes) kept.delete(key);
    };
    reading.then(forgetLarge, () => kept.delete(key));
    return reading;
  };
  return {
    get,
    getMany: (cids) => Promise.all(cids.map(get)),
    has: async (cid) => (await get(cid)) !== undefined,
    putMany: (added) => blocks.putMany(added),
    deleteMany: (cids) => blocks.deleteMany(cids),
  };
}
