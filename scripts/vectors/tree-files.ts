import type { CID } from 'multiformats/cid';
import type { Did } from '../../src/protocol/brand.ts';
import { basePath } from '../../src/protocol/identity/paths.ts';
import type { BlockStore } from '../../src/protocol/ports/block-store.ts';
import type { MemoryBlockStore } from '../../src/protocol/tree/memory-block-store.ts';
import { createMemoryBlockStore } from '../../src/protocol/tree/memory-block-store.ts';
import { readPath } from '../../src/protocol/tree/read-path.ts';
import { updatePaths } from '../../src/protocol/tree/update-paths.ts';
import { walkTree } from '../../src/protocol/tree/walk.ts';
import type { FileChanges } from './vector-file.ts';

/** All documents of an account's tree, by path in ascending order. */
export async function filesIn(store: BlockStore, root: CID | undefined, did: Did): Promise<Record<string, string>> {
  if (root === undefined) throw new Error('nothing published');
  const paths = new Set<string>();
  for await (const step of walkTree(store, root)) if (step.kind === 'file') paths.add(step.path);
  const files: Record<string, string> = {};
  for (const path of [...paths].toSorted()) {
    const bytes = path.startsWith(basePath(did).slice(1)) ? await readPath(store, root, path) : undefined;
    if (bytes !== undefined) files[path] = new TextDecoder().decode(bytes);
  }
  return files;
}

/** What has to be done to `before` to get `after`. */
export function changesBetween(before: FileChanges, after: FileChanges): FileChanges {
  const changes: Record<string, string | null> = {};
  for (const [path, text] of Object.entries(after)) if (before[path] !== text) changes[path] = text;
  for (const path of Object.keys(before)) if (!(path in after)) changes[path] = null;
  return changes;
}

/** A tree of exactly these files. */
export async function treeOf(files: FileChanges): Promise<{ readonly store: MemoryBlockStore; readonly root: CID }> {
  const store = createMemoryBlockStore();
  const encoder = new TextEncoder();
  const present = Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, encoder.encode(text)] as const]));
  const update = await updatePaths(store, undefined, new Map(present));
  await store.putMany(update.added);
  return { store, root: update.root };
}
