import type { CID } from 'multiformats/cid';
import type { Block, BlockStore } from '../ports/block-store.ts';
import { decodeDirectory } from './directory.ts';
import type { DirectoryEntry } from './directory.ts';
import { readFile } from './file.ts';

const maxPathLength = 1024;
const maxDepth = 32;
/** Files read by path are documents unless a caller says otherwise (bridge-spec section 3: at most 1 MiB). */
const defaultLimitBytes = 1024 * 1024;

/** `a/b/c` as its names; undefined when empty, too long (1024 characters), too deep (32), or with empty or dot names. */
export function splitPath(path: string): readonly string[] | undefined {
  if (path.length > maxPathLength) return undefined;
  const names = path.split('/');
  if (names.length > maxDepth || names.some((name) => name === '' || name === '.' || name === '..')) return undefined;
  return names;
}

/** Where a path leads. `directories` are the directory blocks passed on the way, root first, as far as they are here. */
export type Located =
  | { readonly type: 'found'; readonly cid: CID; readonly directories: readonly Block[] }
  /** The tree has no such name. */
  | { readonly type: 'absent'; readonly directories: readonly Block[] }
  /** A directory on the way is not on this device. */
  | { readonly type: 'missing'; readonly cid: CID; readonly directories: readonly Block[] }
  | { readonly type: 'malformed'; readonly directories: readonly Block[] };

/** Walks from `root` along `path`, reading directories only. */
export async function locatePath(store: BlockStore, root: CID, path: string): Promise<Located> {
  const directories: Block[] = [];
  const names = splitPath(path);
  if (names === undefined) return { type: 'malformed', directories };
  let cid = root;
  for (const name of names) {
    const bytes = await store.get(cid);
    if (bytes === undefined) return { type: 'missing', cid, directories };
    const entries = decodeDirectory(cid, bytes);
    if (entries === undefined) return { type: 'malformed', directories };
    directories.push({ cid, bytes });
    const entry = entries.get(name);
    if (entry === undefined) return { type: 'absent', directories };
    cid = entry.cid;
  }
  return { type: 'found', cid, directories };
}

/** The file at `path`, at most `limitBytes` (default 1 MiB); undefined when it is absent, not all here, malformed or too large. */
export async function readPath(
  store: BlockStore,
  root: CID,
  path: string,
  limitBytes = defaultLimitBytes,
): Promise<Uint8Array | undefined> {
  const located = await locatePath(store, root, path);
  if (located.type !== 'found') return undefined;
  const file = await readFile(store, located.cid, limitBytes);
  return file.type === 'found' ? file.bytes : undefined;
}

/**
 * The blocks along each path below `root`, directories and the file's own, each once, parents first, as far as they are here,
 * minus those that also lie along the same path below `have`. What a sync answer carries.
 */
export async function pathsBlocks(
  store: BlockStore,
  root: CID,
  paths: readonly string[],
  options: { readonly have?: CID; readonly limitBytes?: number } = {},
): Promise<Block[]> {
  const known = new Set<string>();
  const blocks = new Map<string, Block>();
  for (const path of paths) {
    if (options.have !== undefined)
      for (const { cid } of await alongPath(store, options.have, path, options.limitBytes)) known.add(cid.toString());
    for (const block of await alongPath(store, root, path, options.limitBytes)) {
      const key = block.cid.toString();
      if (!known.has(key)) blocks.set(key, block);
    }
  }
  return [...blocks.values()];
}

/** {@link pathsBlocks} of one path. */
export function pathBlocks(store: BlockStore, root: CID, path: string, have?: CID): Promise<Block[]> {
  return pathsBlocks(store, root, [path], have === undefined ? {} : { have });
}

async function alongPath(store: BlockStore, root: CID, path: string, limitBytes?: number): Promise<Block[]> {
  const located = await locatePath(store, root, path);
  const blocks = [...located.directories];
  if (located.type !== 'found') return blocks;
  const file = await readFile(store, located.cid, limitBytes);
  if (file.type !== 'found' && file.type !== 'missing') {
    // A path may also name a directory: then its block is the end of it.
    const bytes = await store.get(located.cid);
    if (bytes !== undefined && decodeDirectory(located.cid, bytes) !== undefined) blocks.push({ cid: located.cid, bytes });
    return blocks;
  }
  const parts = await store.getMany(file.cids);
  for (const [index, cid] of file.cids.entries()) {
    const bytes = parts[index];
    if (bytes !== undefined) blocks.push({ cid, bytes });
  }
  return blocks;
}

/** The names in a directory, by name; undefined when it is not here or no directory. */
export async function listDirectory(store: BlockStore, cid: CID): Promise<ReadonlyMap<string, DirectoryEntry> | undefined> {
  const bytes = await store.get(cid);
  return bytes === undefined ? undefined : decodeDirectory(cid, bytes);
}
