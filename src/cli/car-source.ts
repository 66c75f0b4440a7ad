import { CarIndexedReader } from '@ipld/car/indexed-reader';
import type { CID } from 'multiformats/cid';
import { createStoreSource } from '../protocol/conformance/store-source.ts';
import type { TreeSource } from '../protocol/conformance/tree-source.ts';
import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { Result } from '../protocol/result.ts';
import { err, ok } from '../protocol/result.ts';
import { matchesCid } from '../protocol/tree/block.ts';
import { listDirectory, locatePath } from '../protocol/tree/read-path.ts';
import { walkTree } from '../protocol/tree/walk.ts';

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
  let reader: CarIndexedReader;
  try {
    reader = await CarIndexedReader.fromFile(file);
  } catch (error) {
    return err(`not a CAR file: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [root, ...more] = await reader.getRoots();
  if (root === undefined || more.length > 0) {
    await reader.close();
    return err(`a CAR of an account has one root, this one has ${root === undefined ? 'none' : more.length + 1}`);
  }
  const damages: { file: string; reason: string }[] = [];
  const blocks = carBlocks(reader, (cid, reason) => {
    if (damages.length < mostDamages) damages.push({ file: cid.toString(), reason });
  });
  return ok({
    root,
    damages,
    source: treeSource(blocks, root),
    async namesIn(path) {
      const located = await locatePath(blocks, root, path);
      return located.type === 'found' ? [...((await listDirectory(blocks, located.cid))?.keys() ?? [])] : [];
    },
    close: () => reader.close(),
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

/** The file's blocks, each checked against its CID. Reading only. */
function carBlocks(reader: CarIndexedReader, damaged: (cid: CID, reason: string) => void): BlockStore {
  const get = async (cid: CID): Promise<Uint8Array | undefined> => {
    // A file that was cut off has an index of more than it holds.
    const block = await reader.get(cid).catch(() => undefined);
    if (block === undefined) damaged(cid, 'not in the CAR');
    else if (!matchesCid(cid, block.bytes)) damaged(cid, 'does not hash to its CID');
    else return block.bytes;
    return undefined;
  };
  return {
    get,
    getMany: (cids) => Promise.all(cids.map(get)),
    has: (cid) => reader.has(cid),
    putMany: () => Promise.reject(new TypeError('a CAR is only read')),
    deleteMany: () => Promise.reject(new TypeError('a CAR is only read')),
  };
}
