import { CID } from 'multiformats/cid';
import type { Did } from '../../../src/protocol/brand.ts';
import type { AccountStore } from '../../../src/protocol/ports/store.ts';
import { walkTree } from '../../../src/protocol/tree/walk.ts';
import { nameOfDid } from '../../../src/services/addresses.ts';

export interface DiskUse {
  readonly storedBytes: number;
  readonly storedBlocks: number;
  /** What the newest own tree consists of. */
  readonly liveBytes: number;
  readonly liveBlocks: number;
}

/** Bytes of all blocks in the account's database, counted behind the back of the storage layer, and of the newest own tree. */
export async function diskUse(store: AccountStore): Promise<DiskUse> {
  const stored = await blockSizes(`pollen-${nameOfDid(store.did)}`);
  const root = (await store.ownTree())?.root;
  if (root === undefined) throw new Error('nothing is published');
  const live = new Set<string>();
  let liveBytes = 0;
  for await (const { cid, bytes } of walkTree(store.blocks, CID.parse(root))) {
    if (live.has(cid.toString())) continue;
    live.add(cid.toString());
    liveBytes += bytes?.length ?? 0;
  }
  return {
    storedBytes: stored.reduce((sum, size) => sum + size, 0),
    storedBlocks: stored.length,
    liveBytes,
    liveBlocks: live.size,
  };
}

/** Posts one after the other, each published before the next is written. */
export async function publishEach(
  store: AccountStore,
  post: (text: string) => Promise<unknown>,
  count: number,
): Promise<{ readonly did: Did; readonly ms: number }> {
  const startMs = performance.now();
  for (let index = 0; index < count; index++) {
    const before = (await store.ownTree())?.publishedRoot;
    await post(`Post number ${index}, about nothing in particular, as long as people write. `.repeat(3));
    for (;;) {
      const tree = await store.ownTree();
      if (tree !== undefined && tree.publishedRoot !== before && tree.publishedRoot === tree.root) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return { did: store.did, ms: performance.now() - startMs };
}

function blockSizes(databaseName: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(databaseName);
    opening.addEventListener('error', () => reject(opening.error));
    opening.addEventListener('success', () => {
      const database = opening.result;
      const sizes: number[] = [];
      const cursor = database.transaction('blocks').objectStore('blocks').openCursor();
      cursor.addEventListener('error', () => reject(cursor.error));
      cursor.addEventListener('success', () => {
        const at = cursor.result;
        if (at === null) {
          database.close();
          resolve(sizes);
          return;
        }
        sizes.push((at.value as Uint8Array).byteLength);
        at.continue();
      });
    });
  });
}
