import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../ports/block-store.ts';
import { nodeBlock, rawBlock, rawCode } from './block.ts';
import type { SizedBlock } from './block.ts';
import { decodePbNode } from './directory.ts';
import { decodeUnixfs, encodeFileData } from './unixfs.ts';

/** Files up to this size are one raw block; larger ones are cut into raw leaves of this size. */
export const leafBytes = 1024 * 1024;
/** Largest file written or read here. */
export const maxFileBytes = 64 * 1024 * 1024;
const maxFileLinks = 1024;
const maxFileDepth = 4;
/** Blocks visited for one file: without this, links that all name one empty leaf would keep a reader busy forever. */
const maxFileBlocks = 4096;
const blocksAtOnce = 16;

/** A file as blocks: its root first, then its leaves. */
export interface FileBlocks {
  readonly root: SizedBlock;
  readonly leaves: readonly SizedBlock[];
}

/** Cuts a file into blocks (UnixFS, CIDv1, raw leaves). More than {@link maxFileBytes} throws. */
export function encodeFile(bytes: Uint8Array): FileBlocks {
  if (bytes.length > maxFileBytes) throw new RangeError(`a file of ${bytes.length} bytes`);
  if (bytes.length <= leafBytes) return { root: rawBlock(bytes), leaves: [] };
  const leaves: SizedBlock[] = [];
  for (let start = 0; start < bytes.length; start += leafBytes) leaves.push(rawBlock(bytes.subarray(start, start + leafBytes)));
  const root = nodeBlock({
    Data: encodeFileData(leaves.map((leaf) => leaf.bytes.length)),
    Links: leaves.map((leaf) => ({ Name: '', Hash: leaf.cid, Tsize: leaf.totalBytes })),
  });
  return { root, leaves };
}

/** What became of reading something below a CID. */
export type FileOutcome =
  | { readonly type: 'found'; readonly bytes: Uint8Array; readonly cids: readonly CID[] }
  /** A block is not on this device. `cids` are those that are. */
  | { readonly type: 'missing'; readonly cid: CID; readonly cids: readonly CID[] }
  | { readonly type: 'malformed' }
  | { readonly type: 'too-large' };

/** The file below `cid`, at most `limitBytes`; reads trees of any chunk size, at most 4 levels deep. */
export async function readFile(store: BlockStore, cid: CID, limitBytes = maxFileBytes): Promise<FileOutcome> {
  const parts: Uint8Array[] = [];
  const present: CID[] = [];
  let missing: CID | undefined;
  let total = 0;
  const take = (bytes: Uint8Array): boolean => {
    parts.push(bytes);
    total += bytes.length;
    return total <= limitBytes;
  };

  let visited = 0;

  async function visit(cids: readonly CID[], depth: number): Promise<'ok' | 'malformed' | 'too-large'> {
    for (let start = 0; start < cids.length; start += blocksAtOnce) {
      const outcome = await visitSome(cids.slice(start, start + blocksAtOnce), depth);
      if (outcome !== 'ok') return outcome;
    }
    return 'ok';
  }

  async function visitSome(cids: readonly CID[], depth: number): Promise<'ok' | 'malformed' | 'too-large'> {
    visited += cids.length;
    if (visited > maxFileBlocks) return 'malformed';
    const blocks = await store.getMany(cids);
    for (const [index, current] of cids.entries()) {
      const bytes = blocks[index];
      if (bytes === undefined) {
        missing ??= current;
        continue;
      }
      present.push(current);
      if (current.code === rawCode) {
        if (!take(bytes)) return 'too-large';
        continue;
      }
      const node = decodePbNode(current, bytes);
      const data = node?.Data === undefined ? undefined : decodeUnixfs(node.Data);
      if (node === undefined || data?.type !== 'file' || depth >= maxFileDepth || node.Links.length > maxFileLinks)
        return 'malformed';
      if (data.fileBytes > limitBytes || !take(data.inline)) return 'too-large';
      if (node.Links.length === 0) continue;
      const below = await visit(
        node.Links.map((link) => link.Hash),
        depth + 1,
      );
      if (below !== 'ok') return below;
    }
    return 'ok';
  }

  const outcome = await visit([cid], 0);
  if (outcome !== 'ok') return { type: outcome };
  if (missing !== undefined) return { type: 'missing', cid: missing, cids: present };
  return { type: 'found', bytes: parts.length === 1 ? (parts[0] ?? new Uint8Array(0)) : join(parts, total), cids: present };
}

function join(parts: readonly Uint8Array[], total: number): Uint8Array {
  const bytes = new Uint8Array(total);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
