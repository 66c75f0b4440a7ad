import type { CID } from 'multiformats/cid';
import { createStoreSource } from '../protocol/conformance/store-source.ts';
import type { TreeSource } from '../protocol/conformance/tree-source.ts';
import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { Result } from '../protocol/result.ts';
import { ok } from '../protocol/result.ts';
import { listDirectory, locatePath } from '../protocol/tree/read-path.ts';
import { walkTree } from '../protocol/tree/walk.ts';
import { openCarBlocks } from './trees/car-blocks.ts';

/** A tree in a CAR file, read block by block from the disk. */
export interface OpenCar {
  readonly root: CID;
  readonly source: TreeSource;
  /** Blocks that are not there or do not hash to their CID, met so far. */
  readonly damages: readonly { readonly file: string; readonly reason: string }[];
  /** Names in a directory of the tree; empty when there is none. */
  namesIn(path: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Blocks of a tree that are listed at most. */
const mostBlocks = 2_000_000;
const mostDamages = 100;

/** Opens a CAR (version 1 or 2) with exactly one root. The error is a sentence. */
export async function openCar(file: string): Promise<Result<OpenCar, string>> {
  const damages: { file: string; reason: string }[] = [];
  const opened = await openCarBlocks(file, (cid, reason) => {
    if (damages.length < mostDamages) damages.push({ file: cid.toString(), reason });
  });
  if (!opened.ok) return opened;
  const { root, store, close } = opened.value;
  return ok({
    root,
    damages,
    source: treeSource(store, root),
    async namesIn(path) {
      const located = await locatePath(store, root, path);
      return located.type === 'found' ? [...((await listDirectory(store, located.cid))?.keys() ?? [])] : [];
    },
    close,
  });
}

function treeSource(blocks: BlockStore, root: CID): TreeSource {
  return {
    ...createStoreSource(blocks, root, 'failed'),
    async list() {
      const files = new Set<string>();
      for await (const step of walkTree(blocks, root, { maxBlocks: mostBlocks })) if (step.kind === 'file') files.add(step.path);
      return [...files];
    },
  };
}
