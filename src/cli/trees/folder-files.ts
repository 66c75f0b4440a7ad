import { open, opendir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { maxFileBytes } from '../../protocol/tree/file.ts';
import { splitPath } from '../../protocol/tree/read-path.ts';
import type { FileSource } from '../../services/website/tree-of-files.ts';

/** A folder on this machine as files. Symbolic links are not followed while listing. */
export function createFolderFiles(folder: string): FileSource {
  return {
    async *paths() {
      for await (const entry of await opendir(folder, { recursive: true })) {
        if (entry.isFile()) yield relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
      }
    },
    async read(path) {
      if (splitPath(path) === undefined) return undefined;
      try {
        await using handle = await open(join(folder, ...path.split('/')), 'r');
        const { size } = await handle.stat();
        return size > maxFileBytes ? undefined : new Uint8Array(await handle.readFile());
      } catch {
        return undefined;
      }
    },
  };
}
