import { encode as encodeNode } from '@ipld/dag-pb';
import type { PBNode } from '@ipld/dag-pb';
import { sha256 } from '@noble/hashes/sha2.js';
import { CID } from 'multiformats/cid';
import { create as createDigest } from 'multiformats/hashes/digest';
import type { Block, BlockStore } from '../ports/block-store.ts';

/** Multicodec `raw`: the block is the file's bytes. */
export const rawCode = 0x55;
/** Multicodec `dag-pb`: a UnixFS directory, or a file of several blocks. */
export const nodeCode = 0x70;
const sha256Code = 0x12;

/** A block together with what a directory link says about it. */
export interface SizedBlock extends Block {
  /** Bytes of this block and of everything below it (`Tsize` of a dag-pb link). */
  readonly totalBytes: number;
}

/** CIDv1, sha2-256. Synchronous, so that tree building stays pure. */
export function cidOf(code: number, bytes: Uint8Array): CID {
  return CID.createV1(code, createDigest(sha256Code, sha256(bytes)));
}

/** True when `bytes` hash to `cid` (sha2-256 only; anything else is false). */
export function matchesCid(cid: CID, bytes: Uint8Array): boolean {
  if (cid.multihash.code !== sha256Code) return false;
  const digest = sha256(bytes);
  return cid.multihash.digest.length === digest.length && cid.multihash.digest.every((byte, index) => byte === digest[index]);
}

/** One raw leaf. */
export function rawBlock(bytes: Uint8Array): SizedBlock {
  return { cid: cidOf(rawCode, bytes), bytes, totalBytes: bytes.length };
}

/** One dag-pb node; its links must already carry their `Tsize`. */
export function nodeBlock(node: PBNode): SizedBlock {
  const bytes = encodeNode(node);
  const below = node.Links.reduce((sum, link) => sum + (link.Tsize ?? 0), 0);
  return { cid: cidOf(nodeCode, bytes), bytes, totalBytes: bytes.length + below };
}

/** A block that the work cannot go on without is not on this device. Fetch `cid`, then try again. */
export class MissingBlockError extends Error {
  readonly cid: CID;
  constructor(cid: CID) {
    super(`block ${cid.toString()} is not on this device`);
    this.name = 'MissingBlockError';
    this.cid = cid;
  }
}

/** Stored bytes do not have the shape that the tree needs. Hashes match, so the publisher wrote them so. */
export class MalformedTreeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedTreeError';
  }
}

/** The bytes of `cid`. @throws MissingBlockError */
export async function requireBlock(store: BlockStore, cid: CID): Promise<Uint8Array> {
  const bytes = await store.get(cid);
  if (bytes === undefined) throw new MissingBlockError(cid);
  return bytes;
}
