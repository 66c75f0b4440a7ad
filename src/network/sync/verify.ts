import { decode as decodeDirectory, code as dagPbCode } from '@ipld/dag-pb';
import type { CID } from 'multiformats/cid';
import { code as rawCode } from 'multiformats/codecs/raw';
import { sha256 } from 'multiformats/hashes/sha2';
import type { Block } from '../../protocol/ports/block-store.ts';

/** CIDv1, dag-pb or raw, sha2-256: all that a published tree consists of. */
export function isTreeCid(cid: CID): boolean {
  return (
    cid.version === 1 &&
    (cid.code === dagPbCode || cid.code === rawCode) &&
    cid.multihash.code === sha256.code &&
    cid.multihash.size === 32
  );
}

/** Whether the bytes are the ones that the CID names. */
export async function hashMatches({ cid, bytes }: Block): Promise<boolean> {
  if (!isTreeCid(cid)) return false;
  const { digest } = await sha256.digest(bytes);
  const wanted = cid.multihash.digest;
  return digest.every((byte, index) => byte === wanted[index]);
}

/** What a block links to; a block that cannot be decoded links to nothing. */
export function linksOf({ cid, bytes }: Block): CID[] {
  if (cid.code !== dagPbCode) return [];
  try {
    return decodeDirectory(bytes).Links.map((link) => link.Hash);
  } catch {
    return [];
  }
}

/** Identity of a block: its hash, whatever the CID's codec says. */
export const blockKey = (cid: CID): string => cid.toString();

/**
 * Accepts blocks that hang together from `root` by hashes, parents first. `add` says whether the block belongs; it checks no hash.
 * A second copy of a block belongs, too.
 */
export function createConnectionCheck(root: CID): { add(block: Block): boolean } {
  const expected = new Set([blockKey(root)]);
  return {
    add(block) {
      if (!expected.has(blockKey(block.cid))) return false;
      for (const link of linksOf(block)) expected.add(blockKey(link));
      return true;
    },
  };
}
