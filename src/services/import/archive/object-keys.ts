import type { Rkey } from '../../../protocol/brand.ts';
import { rkeyFor } from '../../../protocol/identity/rkey.ts';

/** Objects of this long lie in one folder of the tree: the first four characters of their keys (bridge-spec section 1). */
const folderMicroseconds = 2 ** 35;
/** A folder may have 10,000 entries; it is written anew with every portion. */
const mostInFolder = 2000;

/**
 * Record keys of imported objects, by the dates on which they were written, ascending: under keys of the day of the import all of them
 * would lie in one folder. Strictly increasing, like a device's; the same dates give the same keys.
 */
export function createObjectKeys(deviceBits: number): { next(atMs: number): Rkey } {
  let last = -1;
  let count = 0;
  return {
    next(atMs) {
      let at = Math.max(Math.floor(atMs) * 1000, last + 1);
      const folder = Math.floor(at / folderMicroseconds);
      const isSame = folder === Math.floor(last / folderMicroseconds);
      if (isSame && count >= mostInFolder) at = (folder + 1) * folderMicroseconds;
      count = isSame && count < mostInFolder ? count + 1 : 1;
      last = at;
      return rkeyFor(Math.floor(at / 1000), deviceBits, at % 1000);
    },
  };
}
