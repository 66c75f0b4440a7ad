import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../ports/block-store.ts';
import { MalformedTreeError, MissingBlockError, rawCode } from './block.ts';
import { decodeDirectory } from './directory.ts';

/** A file by the path that leads to it. */
export interface TreeFile {
  readonly path: string;
  readonly cid: CID;
  /** As the directory says, in blocks. */
  readonly totalBytes: number;
}

const blocksAtOnce = 64;
const maxDepth = 32;

/** More files than an account of a lifetime has. */
export const maxListedFiles = 4_000_000;

interface Place extends TreeFile {
  readonly depth: number;
}

/**
 * Every file below `root` for which `wants` answers yes (asked for folders too, with a slash at their end), in the order of paths
 * within each folder. Unlike `walkTree` a file that lies in two places comes twice. Reads directories only.
 * @throws MissingBlockError when a directory is not here; MalformedTreeError when there are more files or folders than `maxFiles`.
 */
export async function* listFiles(
  store: BlockStore,
  root: CID,
  wants: (path: string) => boolean,
  maxFiles = maxListedFiles,
): AsyncGenerator<TreeFile, void, undefined> {
  let left = maxFiles;
  const stack: Place[] = [{ path: '', cid: root, totalBytes: 0, depth: 0 }];
  while (stack.length > 0) {
    const batch = stack.splice(-blocksAtOnce).toReversed();
    const nodes = batch.filter(({ cid }) => cid.code !== rawCode);
    const blocks = await store.getMany(nodes.map(({ cid }) => cid));
    const bytesOf = new Map(nodes.map((place, index) => [place, blocks[index]]));
    const below: Place[] = [];
    for (const place of batch) {
      if (left-- <= 0 || place.depth > maxDepth) throw new MalformedTreeError('a tree of too many files');
      const bytes = bytesOf.get(place);
      const entries = bytes === undefined ? undefined : decodeDirectory(place.cid, bytes);
      if (entries === undefined) {
        // What is not here, and no raw leaf, may be a directory: only the caller knows whether a file is likely there.
        const isFile = place.cid.code === rawCode || bytes !== undefined || place.path.includes('.');
        if (!isFile || place.path === '') throw new MissingBlockError(place.cid);
        if (wants(place.path)) yield { path: place.path, cid: place.cid, totalBytes: place.totalBytes };
        continue;
      }
      for (const entry of entries.values()) {
        const path = place.path === '' ? entry.name : `${place.path}/${entry.name}`;
        if (wants(entry.cid.code === rawCode ? path : `${path}/`) || wants(path))
          below.push({ path, cid: entry.cid, totalBytes: entry.totalBytes, depth: place.depth + 1 });
      }
    }
    stack.push(...below.toReversed());
  }
}
