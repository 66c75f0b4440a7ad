import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { parseDid } from '../../protocol/identity/ids.ts';
import type { Block, BlockStore } from '../../protocol/ports/block-store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { type BuiltFile, buildDirectories } from '../../protocol/tree/build-tree.ts';
import { encodeFile } from '../../protocol/tree/file.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { isDocumentPath, isMediaPath } from './account-files.ts';

/** Files by path, as a folder or a zip has them. */
export interface FileSource {
  /** Paths with `/`, in any order. */
  paths(): AsyncIterable<string>;
  /** At most 64 MiB; undefined when it is larger or gone. */
  read(path: string): Promise<Uint8Array | undefined>;
}

/** An account's tree that was put together again. Its blocks are read from the files when they are asked for. */
export interface FoundTree {
  readonly did: Did;
  readonly root: CID;
  readonly store: BlockStore;
}

interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const gatewayPath = /^\.well-known\/apgateway\/([^/]+)\//;
const mostFiles = 4_000_000;

/**
 * Puts the tree of the one account in a website together again: documents and media, nothing else of what lies there. The root is the
 * one that was published, when the account published nothing else. Nothing is verified here (see `verifyTree`) but that names of
 * files are names of an account's tree. The error is a sentence.
 */
export async function treeOfFiles(source: FileSource): Promise<Result<FoundTree, string>> {
  const found = await accountPathsIn(source);
  if (!found.ok) return found;
  const { did, paths } = found.value;
  const places = new Map<string, Place>();
  const nodes: Block[] = [];
  const files: BuiltFile[] = [];
  for (const path of paths) {
    const bytes = await source.read(path);
    if (bytes === undefined) return err(`${path} cannot be read, or is too large`);
    const { root, leaves } = encodeFile(bytes);
    let start = 0;
    for (const leaf of leaves.length === 0 ? [root] : leaves) {
      places.set(leaf.cid.toString(), { path, start, end: start + leaf.bytes.length });
      start += leaf.bytes.length;
    }
    if (leaves.length > 0) nodes.push(root);
    files.push({ path, cid: root.cid, totalBytes: root.totalBytes });
  }
  const directories = buildDirectories(files);
  const root = directories.at(-1)?.cid;
  if (root === undefined) return err('there are no files of an account');
  const store = createMemoryBlockStore([...nodes, ...directories], leavesOf(source, places));
  return ok({ did, root, store });
}

async function accountPathsIn(source: FileSource): Promise<Result<{ readonly did: Did; readonly paths: string[] }, string>> {
  const dids = new Set<Did>();
  const all: string[] = [];
  for await (const path of source.paths()) {
    if (all.length >= mostFiles) return err('too many files');
    const did = parseDid(gatewayPath.exec(path)?.[1] ?? '');
    if (did !== undefined) dids.add(did);
    all.push(path);
  }
  const [did, another] = dids;
  if (did === undefined) return err('there is no account in it (.well-known/apgateway/did:key:…)');
  if (another !== undefined) return err('there is more than one account in it');
  return ok({ did, paths: all.filter((path) => isMediaPath(path) || isDocumentPath(did, path)).toSorted() });
}

/** Leaves are parts of files. A file that changed meanwhile gives other bytes, so each is asked for its CID again. */
function leavesOf(source: FileSource, places: ReadonlyMap<string, Place>): BlockStore {
  // The leaves of a large file are asked for one after the other.
  let last: { readonly path: string; readonly bytes: Promise<Uint8Array | undefined> } | undefined;
  const read = (path: string): Promise<Uint8Array | undefined> => {
    if (last?.path !== path) last = { path, bytes: source.read(path) };
    return last.bytes;
  };
  const get = async (cid: CID): Promise<Uint8Array | undefined> => {
    const place = places.get(cid.toString());
    const bytes = place === undefined ? undefined : await read(place.path);
    const part = place === undefined ? undefined : bytes?.subarray(place.start, place.end);
    return part !== undefined && encodeFile(part).root.cid.equals(cid) ? part : undefined;
  };
  const readOnly = (): Promise<never> => Promise.reject(new TypeError('these blocks are only read'));
  return {
    get,
    getMany: (cids) => Promise.all(cids.map(get)),
    has: async (cid) => places.has(cid.toString()),
    putMany: readOnly,
    deleteMany: readOnly,
  };
}
