import { decode as decodeNode } from '@ipld/dag-pb';
import type { PBNode } from '@ipld/dag-pb';
import type { CID } from 'multiformats/cid';
import { nodeBlock, nodeCode } from './block.ts';
import type { SizedBlock } from './block.ts';
import { decodeUnixfs, directoryData } from './unixfs.ts';

/** One name in a directory. */
export interface DirectoryEntry {
  readonly name: string;
  readonly cid: CID;
  /** Bytes of the entry and of everything below it, in blocks. */
  readonly totalBytes: number;
}

/** Most names that a directory may have, ours or a stranger's. */
export const maxDirectoryLinks = 10_000;
const maxNameLength = 255;

const utf8 = new TextEncoder();

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** dag-pb orders links by the bytes of their names. */
function compareNames(left: string, right: string): number {
  if (isAscii(left) && isAscii(right)) return left < right ? -1 : left > right ? 1 : 0;
  const a = utf8.encode(left);
  const b = utf8.encode(right);
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * A UnixFS directory block, the same bytes that Kubo writes for the same entries. At most {@link maxDirectoryLinks} entries;
 * more throws (the layout keeps directories small, so that would be a bug).
 */
export function encodeDirectory(entries: Iterable<DirectoryEntry>): SizedBlock {
  const sorted = [...entries].toSorted((left, right) => compareNames(left.name, right.name));
  if (sorted.length > maxDirectoryLinks) throw new RangeError(`a directory of ${sorted.length} entries`);
  return nodeBlock({
    Data: directoryData,
    Links: sorted.map(({ name, cid, totalBytes }) => ({ Name: name, Hash: cid, Tsize: totalBytes })),
  });
}

/** The entries by name, or undefined when the bytes are no plain UnixFS directory within bounds. */
export function decodeDirectory(cid: CID, bytes: Uint8Array): Map<string, DirectoryEntry> | undefined {
  const node = decodePbNode(cid, bytes);
  if (node?.Data === undefined || node.Links.length > maxDirectoryLinks) return undefined;
  if (decodeUnixfs(node.Data)?.type !== 'directory') return undefined;
  const entries = new Map<string, DirectoryEntry>();
  for (const { Name: name, Hash: hash, Tsize: totalBytes } of node.Links) {
    if (name === undefined || name === '' || name.length > maxNameLength || name.includes('/') || entries.has(name))
      return undefined;
    entries.set(name, { name, cid: hash, totalBytes: totalBytes ?? 0 });
  }
  return entries;
}

/** The dag-pb node, or undefined when `cid` names another codec or the bytes are malformed. */
export function decodePbNode(cid: CID, bytes: Uint8Array): PBNode | undefined {
  if (cid.code !== nodeCode) return undefined;
  try {
    return decodeNode(bytes);
  } catch {
    return undefined;
  }
}
