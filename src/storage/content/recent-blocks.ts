/** Blocks that were read or written a moment ago, by a text key. */
export interface RecentBlocks {
  get(key: string): Uint8Array | undefined;
  put(key: string, bytes: Uint8Array): void;
  delete(key: string): void;
}

/** Folders and pages; pictures would push everything else out. */
const largestBytes = 64 * 1024;

/**
 * Keeps at most `maxBytes`, the longest unused go first. A tree is read folder by folder, each naming the next, and the newest post
 * is asked for by everybody at once: without this every step of that would be a transaction of its own.
 */
export function createRecentBlocks(maxBytes: number): RecentBlocks {
  // A Map iterates in the order of insertion; what is used is inserted again.
  const blocks = new Map<string, Uint8Array>();
  let held = 0;
  const remove = (key: string): Uint8Array | undefined => {
    const bytes = blocks.get(key);
    if (bytes === undefined) return undefined;
    blocks.delete(key);
    held -= bytes.length;
    return bytes;
  };
  const insert = (key: string, bytes: Uint8Array): void => {
    blocks.set(key, bytes);
    held += bytes.length;
  };
  return {
    get(key) {
      const bytes = remove(key);
      if (bytes !== undefined) insert(key, bytes);
      return bytes;
    },
    put(key, bytes) {
      remove(key);
      if (bytes.length > Math.min(largestBytes, maxBytes)) return;
      insert(key, bytes);
      for (const oldest of blocks.keys()) {
        if (held <= maxBytes) return;
        remove(oldest);
      }
    },
    delete: (key) => void remove(key),
  };
}
