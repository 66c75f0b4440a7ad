import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../ports/block-store.ts';
import { decodeDirectory, decodePbNode } from './directory.ts';
import { rawCode } from './block.ts';

/** One block met while walking a tree. */
export interface WalkStep {
  /** Path of the directory or file that the block belongs to; '' for the root. */
  readonly path: string;
  readonly cid: CID;
  readonly kind: 'directory' | 'file' | 'leaf' | 'missing';
  readonly bytes?: Uint8Array;
}

const blocksAtOnce = 64;
const maxDepth = 32;

/**
 * Every block below `root`, each once, parents before children, level by level (so that a slow store is asked for many at a
 * time). Blocks that are not here come as `missing`; what lies below them is not known. Stops after `maxBlocks`.
 */
export async function* walkTree(
  store: BlockStore,
  root: CID,
  options: { readonly maxBlocks?: number } = {},
): AsyncGenerator<WalkStep, void, undefined> {
  const seen = new Set<string>([root.toString()]);
  let left = options.maxBlocks ?? Number.POSITIVE_INFINITY;
  let level: { path: string; cid: CID; leaf: boolean }[] = [{ path: '', cid: root, leaf: false }];
  for (let depth = 0; level.length > 0 && depth <= maxDepth; depth++) {
    const next: { path: string; cid: CID; leaf: boolean }[] = [];
    const enqueue = (path: string, cid: CID, leaf: boolean): void => {
      const key = cid.toString();
      if (seen.has(key)) return;
      seen.add(key);
      next.push({ path, cid, leaf });
    };
    for (let start = 0; start < level.length; start += blocksAtOnce) {
      const batch = level.slice(start, start + blocksAtOnce);
      const blocks = await store.getMany(batch.map(({ cid }) => cid));
      for (const [index, { path, cid, leaf }] of batch.entries()) {
        if (left-- <= 0) return;
        const bytes = blocks[index];
        if (bytes === undefined) {
          yield { path, cid, kind: 'missing' };
          continue;
        }
        if (cid.code === rawCode) {
          yield { path, cid, kind: leaf ? 'leaf' : 'file', bytes };
          continue;
        }
        const entries = decodeDirectory(cid, bytes);
        if (entries === undefined) {
          for (const link of decodePbNode(cid, bytes)?.Links ?? []) enqueue(path, link.Hash, true);
          yield { path, cid, kind: leaf ? 'leaf' : 'file', bytes };
        } else {
          for (const entry of entries.values()) enqueue(path === '' ? entry.name : `${path}/${entry.name}`, entry.cid, false);
          yield { path, cid, kind: 'directory', bytes };
        }
      }
    }
    level = next;
  }
}
