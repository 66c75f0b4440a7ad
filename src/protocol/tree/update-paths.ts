import type { CID } from 'multiformats/cid';
import type { Block, BlockStore } from '../ports/block-store.ts';
import { MalformedTreeError, MissingBlockError } from './block.ts';
import type { SizedBlock } from './block.ts';
import { decodeDirectory, encodeDirectory } from './directory.ts';
import type { DirectoryEntry } from './directory.ts';
import { encodeFile, readFile } from './file.ts';
import { splitPath } from './read-path.ts';

/** What an update comes to. The caller stores `added` before it forgets anything, then `root`, then deletes `removed`. */
export interface TreeUpdate {
  readonly root: CID;
  /** Blocks of the new tree that the old one did not have, all along changed paths. */
  readonly added: readonly Block[];
  /** Blocks of the old tree along changed paths that the new one no longer links to there. */
  readonly removed: readonly CID[];
}

interface ChangeNode {
  readonly children: Map<string, ChangeNode>;
  /** Undefined: a directory on the way; null: the name goes. */
  file?: Uint8Array | null;
  entries?: Map<string, DirectoryEntry>;
  /** The directory block that `entries` came from. */
  before?: CID;
}

/** Nothing but the root of an account that has no files yet. */
export const emptyDirectory: SizedBlock = encodeDirectory([]);

/**
 * Rewrites the files named in `changes` (path -> bytes, null = delete) below `root` and the directories above them; every other
 * block stays as it is, so the cost depends on the depth and width of the paths, not on the size of the tree. Directories that
 * become empty go. Deleting what is not there changes nothing. Reads one level of directories at a time.
 * @throws MissingBlockError when a directory on a path is not here; MalformedTreeError when one cannot be read.
 */
export async function updatePaths(
  store: BlockStore,
  root: CID | undefined,
  changes: ReadonlyMap<string, Uint8Array | null>,
): Promise<TreeUpdate> {
  const trie = toTrie(changes);
  const superseded: CID[] = [];
  await loadDirectories(store, trie, root);
  await loadSupersededFiles(store, trie, superseded);
  const added = new Map<string, Block>();
  const removed = new Map<string, CID>();
  const linked = new Set<string>();
  const top = rebuild(trie, added, removed, linked) ?? keep(emptyDirectory, added);
  linked.add(top.cid.toString());
  for (const cid of superseded) removed.set(cid.toString(), cid);
  if (root !== undefined && top.cid.equals(root)) added.delete(root.toString());
  return {
    root: top.cid,
    added: [...added.values()],
    removed: [...removed].filter(([key]) => !added.has(key) && !linked.has(key)).map(([, cid]) => cid),
  };
}

function toTrie(changes: ReadonlyMap<string, Uint8Array | null>): ChangeNode {
  const top: ChangeNode = { children: new Map() };
  for (const [path, bytes] of changes) {
    const names = splitPath(path);
    if (names === undefined) throw new RangeError(`not a tree path: ${path.slice(0, 100)}`);
    let node = top;
    for (const name of names) {
      if (node.file !== undefined) throw new RangeError(`both a file and a directory: ${path}`);
      let child = node.children.get(name);
      if (child === undefined) {
        child = { children: new Map() };
        node.children.set(name, child);
      }
      node = child;
    }
    if (node.children.size > 0) throw new RangeError(`both a file and a directory: ${path}`);
    node.file = bytes;
  }
  return top;
}

async function loadDirectories(store: BlockStore, trie: ChangeNode, root: CID | undefined): Promise<void> {
  let level: { node: ChangeNode; cid: CID }[] = root === undefined ? [] : [{ node: trie, cid: root }];
  while (level.length > 0) {
    const blocks = await store.getMany(level.map(({ cid }) => cid));
    const next: typeof level = [];
    for (const [index, { node, cid }] of level.entries()) {
      const bytes = blocks[index];
      if (bytes === undefined) throw new MissingBlockError(cid);
      const entries = decodeDirectory(cid, bytes);
      if (entries === undefined) throw new MalformedTreeError(`${cid.toString()} stands where a directory should be`);
      node.entries = entries;
      node.before = cid;
      for (const [name, child] of node.children) {
        const entry = entries.get(name);
        if (entry !== undefined && child.file === undefined) next.push({ node: child, cid: entry.cid });
      }
    }
    level = next;
  }
}

/** Files that are replaced or deleted give up all their blocks, not just the first. */
async function loadSupersededFiles(store: BlockStore, node: ChangeNode, superseded: CID[]): Promise<void> {
  for (const [name, child] of node.children) {
    if (child.file === undefined) {
      await loadSupersededFiles(store, child, superseded);
      continue;
    }
    const entry = node.entries?.get(name);
    if (entry === undefined) continue;
    superseded.push(entry.cid);
    const isOneBlock = entry.cid.code !== 0x70;
    if (isOneBlock) continue;
    const old = await readFile(store, entry.cid);
    if (old.type === 'found' || old.type === 'missing') superseded.push(...old.cids);
  }
}

/** Bottom up; undefined when nothing is left of the directory. */
function rebuild(
  node: ChangeNode,
  added: Map<string, Block>,
  removed: Map<string, CID>,
  linked: Set<string>,
): SizedBlock | undefined {
  const entries = new Map(node.entries);
  for (const [name, child] of node.children) {
    const block = child.file === undefined ? rebuild(child, added, removed, linked) : keepFile(child.file, added, linked);
    if (block === undefined) {
      entries.delete(name);
      continue;
    }
    if (node.entries?.get(name)?.cid.equals(block.cid)) added.delete(block.cid.toString());
    entries.set(name, { name, cid: block.cid, totalBytes: block.totalBytes });
  }
  for (const entry of entries.values()) linked.add(entry.cid.toString());
  if (node.before !== undefined) removed.set(node.before.toString(), node.before);
  return entries.size === 0 ? undefined : keep(encodeDirectory(entries.values()), added);
}

function keepFile(bytes: Uint8Array | null, added: Map<string, Block>, linked: Set<string>): SizedBlock | undefined {
  if (bytes === null) return undefined;
  const { root, leaves } = encodeFile(bytes);
  for (const leaf of leaves) {
    keep(leaf, added);
    linked.add(leaf.cid.toString());
  }
  return keep(root, added);
}

function keep(block: SizedBlock, added: Map<string, Block>): SizedBlock {
  added.set(block.cid.toString(), { cid: block.cid, bytes: block.bytes });
  return block;
}
