import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../ports/block-store.ts';
import { readFile } from '../tree/file.ts';
import { locatePath } from '../tree/read-path.ts';
import type { FileRead, TreeSource } from './tree-source.ts';

/**
 * A tree in blocks as a source. A block that is not there is a fault of a copy that should be whole (`absent: 'failed'`), but none of
 * a device that keeps what it needs (`absent: 'elsewhere'`).
 */
export function createStoreSource(blocks: BlockStore, root: CID, absent: 'failed' | 'elsewhere'): TreeSource {
  const missing: FileRead = absent === 'elsewhere' ? { type: 'elsewhere' } : { type: 'failed', reason: 'its blocks are missing' };
  return {
    atOnce: 4,
    async read(path, limitBytes) {
      const located = await locatePath(blocks, root, path);
      if (located.type === 'absent') return { type: 'missing' };
      if (located.type === 'missing') return missing;
      if (located.type === 'malformed') return { type: 'failed', reason: 'no directory on the way' };
      const file = await readFile(blocks, located.cid, limitBytes);
      if (file.type === 'found') return { type: 'found', bytes: file.bytes };
      if (file.type === 'missing') return missing;
      return file.type === 'too-large' ? { type: 'too-large' } : { type: 'failed', reason: 'no file that can be read' };
    },
  };
}
