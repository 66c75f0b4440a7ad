import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { locatePath } from '../../protocol/tree/read-path.ts';

/** A file of an account's tree: where it is, and, when it is small text, what it says. */
export interface CachedDocument {
  readonly root: CID;
  readonly cid: CID;
  readonly bytes?: Uint8Array;
}

/** What pollers ask for again and again, in memory. Bounded by entries and bytes; the least recently used goes first. */
export interface DocumentCache {
  /** Where `path` of the tree `root` is; undefined: nowhere. `key` is one for all trees of an account. */
  find(key: string, root: CID, path: string): Promise<CachedDocument | undefined>;
  remember(key: string, entry: CachedDocument): void;
}

const maxEntries = 10_000;
const maxBytes = 32 * 2 ** 20;
const largestBytes = 2 ** 20;

export function createDocumentCache(blocks: BlockStore): DocumentCache {
  const cache = new Map<string, CachedDocument>();
  let cachedBytes = 0;
  const forget = (key: string): void => {
    cachedBytes -= cache.get(key)?.bytes?.length ?? 0;
    cache.delete(key);
  };
  const remember = (key: string, entry: CachedDocument): void => {
    if ((entry.bytes?.length ?? 0) > largestBytes) return;
    forget(key);
    cache.set(key, entry);
    cachedBytes += entry.bytes?.length ?? 0;
    for (const old of cache.keys()) {
      if (cache.size <= maxEntries && cachedBytes <= maxBytes) break;
      forget(old);
    }
  };
  return {
    remember,
    async find(key, root, path) {
      const known = cache.get(key);
      if (known?.root.equals(root)) {
        remember(key, known);
        return known;
      }
      const located = await locatePath(blocks, root, path);
      if (located.type !== 'found') return undefined;
      // Most files do not change when the root does.
      const isSame = known?.cid.equals(located.cid) === true && known.bytes !== undefined;
      const entry = { root, cid: located.cid, ...(isSame && { bytes: known.bytes }) };
      remember(key, entry);
      return entry;
    },
  };
}
