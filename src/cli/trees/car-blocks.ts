import { CarIndexedReader } from '@ipld/car/indexed-reader';
import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { matchesCid } from '../../protocol/tree/block.ts';

export interface CarBlocks {
  readonly root: CID;
  /** Reading only. A block that does not hash to its CID counts as not there. */
  readonly store: BlockStore;
  close(): Promise<void>;
}

/** Blocks read at once. */
const readsAtOnce = 16;

/** Opens a CAR (version 1 or 2) with exactly one root; only its index is kept in memory. The error is a sentence. */
export async function openCarBlocks(
  file: string,
  damaged: (cid: CID, reason: string) => void = () => undefined,
): Promise<Result<CarBlocks, string>> {
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
  const get = async (cid: CID): Promise<Uint8Array | undefined> => {
    // A file that was cut off has an index of more than it holds.
    const block = await reader.get(cid).catch(() => undefined);
    if (block === undefined) damaged(cid, 'not in the CAR');
    else if (!matchesCid(cid, block.bytes)) damaged(cid, 'does not hash to its CID');
    else return block.bytes;
    return undefined;
  };
  const readOnly = (): Promise<never> => Promise.reject(new TypeError('a CAR is only read'));
  const store: BlockStore = {
    get,
    async getMany(cids) {
      const found: (Uint8Array | undefined)[] = [];
      for (let start = 0; start < cids.length; start += readsAtOnce)
        found.push(...(await Promise.all(cids.slice(start, start + readsAtOnce).map(get))));
      return found;
    },
    has: (cid) => reader.has(cid),
    putMany: readOnly,
    deleteMany: readOnly,
  };
  return ok({ root, store, close: () => reader.close() });
}
