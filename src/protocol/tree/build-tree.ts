import type { CID } from 'multiformats/cid';
import type { SizedBlock } from './block.ts';
import { encodeDirectory, maxDirectoryLinks } from './directory.ts';
import type { DirectoryEntry } from './directory.ts';
import { splitPath } from './read-path.ts';

/** What stands for a file when directories are built: its root block's CID and the bytes of all its blocks. */
export interface BuiltFile {
  readonly path: string;
  readonly cid: CID;
  readonly totalBytes: number;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, DirectoryEntry>;
}

const newFolder = (): Folder => ({ folders: new Map(), files: new Map() });

/**
 * The directories over files, children before parents, the root last: the same blocks that publishing writes for the same files.
 * Throws for paths that are none, that are given twice, or that are both a file and a folder.
 */
export function buildDirectories(files: Iterable<BuiltFile>): SizedBlock[] {
  const top = newFolder();
  for (const { path, cid, totalBytes } of files) {
    const names = splitPath(path);
    const name = names?.at(-1);
    if (names === undefined || name === undefined) throw new RangeError(`not a tree path: ${path.slice(0, 100)}`);
    let folder = top;
    for (const part of names.slice(0, -1)) {
      const below: Folder = folder.folders.get(part) ?? newFolder();
      folder.folders.set(part, below);
      folder = below;
    }
    if (folder.files.has(name) || folder.folders.size + folder.files.size >= maxDirectoryLinks)
      throw new RangeError(`given twice, or too many in one folder: ${path.slice(0, 100)}`);
    folder.files.set(name, { name, cid, totalBytes });
  }
  const blocks: SizedBlock[] = [];
  encode(top, blocks);
  return blocks;
}

function encode({ folders, files }: Folder, blocks: SizedBlock[]): SizedBlock {
  const entries = new Map(files);
  for (const [name, folder] of folders) {
    if (entries.has(name)) throw new RangeError(`both a file and a folder: ${name.slice(0, 100)}`);
    const { cid, totalBytes } = encode(folder, blocks);
    entries.set(name, { name, cid, totalBytes });
  }
  const block = encodeDirectory(entries.values());
  blocks.push(block);
  return block;
}
