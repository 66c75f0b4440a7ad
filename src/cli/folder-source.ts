import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRead, TreeSource } from '../protocol/conformance/tree-source.ts';
import { splitPath } from '../protocol/tree/read-path.ts';

/** Files listed at most; what lies beyond is not looked for. */
const mostFiles = 500_000;
const deepest = 16;

/** A folder that holds a tree, as an export wrote it. Links that lead elsewhere are not followed while listing. */
export function createFolderSource(folder: string): TreeSource {
  return {
    atOnce: 8,
    read: (path, limitBytes) =>
      splitPath(path) === undefined ? missing : readFile(join(folder, ...path.split('/')), limitBytes),
    list: () => listFiles(folder),
  };
}

const missing: Promise<FileRead> = Promise.resolve({ type: 'missing' });

async function readFile(file: string, limitBytes: number): Promise<FileRead> {
  try {
    await using handle = await open(file, 'r');
    const status = await handle.stat();
    if (!status.isFile()) return { type: 'missing' };
    if (status.size > limitBytes) return { type: 'too-large' };
    return { type: 'found', bytes: new Uint8Array(await handle.readFile()) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code) ? { type: 'missing' } : { type: 'failed', reason: code };
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  let level = [''];
  for (let depth = 0; level.length > 0 && depth < deepest; depth++) {
    const below: string[] = [];
    for (const path of level) {
      for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
        if (files.length >= mostFiles) return files;
        const inside = path === '' ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory() && entry.name !== '.git') below.push(inside);
        else if (entry.isFile()) files.push(inside);
      }
    }
    level = below;
  }
  return files;
}

/** Names in a folder of the tree; empty when there is none. */
export async function namesIn(folder: string, path: string): Promise<string[]> {
  try {
    return await readdir(join(folder, path));
  } catch {
    return [];
  }
}
