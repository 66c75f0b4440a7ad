import type { CID } from 'multiformats/cid';
import type { Block, BlockStore } from '../../protocol/ports/block-store.ts';
import { cachingStore } from '../../protocol/tree/caching-store.ts';

/** Received bytes that are kept at hand during one sync; more than that is read back from the store. */
const heldLimitBytes = 16 * 2 ** 20;

/** The block store as one sync sees it. */
export interface SyncBlocks extends BlockStore {
  /** Resolves when everything received is stored; rejects when the device refused to. */
  settle(): Promise<void>;
}

/**
 * Writes behind: what has just been received is parsed and verified from memory while the database still writes it, and
 * directories are read once. The database's answer is awaited by `settle`, before anything is said to have been read.
 */
export function createSyncBlocks(store: BlockStore): SyncBlocks {
  const below = cachingStore(store);
  const held = new Map<string, Uint8Array>();
  let heldBytes = 0;
  let writing: Promise<void>[] = [];

  async function settle(): Promise<void> {
    const writes = writing;
    writing = [];
    await Promise.all(writes);
  }

  const local = (cid: CID): Uint8Array | undefined => held.get(cid.toString());
  return {
    get: async (cid) => local(cid) ?? below.get(cid),
    async getMany(cids) {
      const found = cids.map(local);
      const absent = cids.filter((_, index) => found[index] === undefined);
      if (absent.length === 0) return found;
      const rest = (await below.getMany(absent)).values();
      return found.map((bytes) => bytes ?? rest.next().value);
    },
    has: async (cid) => local(cid) !== undefined || below.has(cid),
    async putMany(blocks: readonly Block[]) {
      if (heldBytes > heldLimitBytes) {
        await settle();
        held.clear();
        heldBytes = 0;
      }
      for (const { cid, bytes } of blocks) {
        held.set(cid.toString(), bytes);
        heldBytes += bytes.length;
      }
      const write = store.putMany(blocks);
      // Failures are heard by `settle`, which may come later.
      write.catch(() => undefined);
      writing.push(write);
    },
    deleteMany: (cids) => below.deleteMany(cids),
    settle,
  };
}
