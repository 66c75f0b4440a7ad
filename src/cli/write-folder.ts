import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { opendir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Did } from '../protocol/brand.ts';
import { basePath } from '../protocol/identity/paths.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { splitPath } from '../protocol/tree/read-path.ts';
import type { SiteFile } from '../services/website/site-files.ts';
import { isDocumentPath, isMediaPath } from '../services/website/account-files.ts';
import { isArchivePath } from '../website/paths.ts';

export interface WrittenFolder {
  /** Files that were not there, or had other bytes. */
  readonly changed: number;
  /** Files of an earlier export that do not belong any more, such as those of deleted posts. */
  readonly removed: number;
}

/** Only an empty folder, or one with an earlier export of the same account: nobody's own page is overwritten. */
export async function mayWriteInto(folder: string, did: Did): Promise<Result<void, string>> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return ok(undefined);
  const earlier = await stat(join(folder, basePath(did).slice(1))).catch(() => undefined);
  if (earlier?.isDirectory() === true) return ok(undefined);
  return err(`${folder} has files in it, and none of them is of this account. Choose an empty folder.`);
}

/**
 * Writes files into a folder as they come. What is there already with the same bytes is left alone, so that tools which compare dates
 * upload only news; each file is complete or not there. Synchronous calls: for ten thousands of small files the way to the thread pool
 * and back costs several times the writing. Afterwards files of an earlier export that did not come again are deleted.
 */
export async function writeFolder<Outcome>(
  files: AsyncGenerator<SiteFile, Outcome, undefined>,
  folder: string,
  did: Did,
  isGood: (outcome: Outcome) => boolean,
): Promise<{ readonly outcome: Outcome } & WrittenFolder> {
  const made = new Set<string>();
  const written = new Set<string>();
  let changed = 0;
  for (;;) {
    const step = await files.next();
    if (step.done === true) {
      const removed = isGood(step.value) ? await removeOthers(folder, did, written) : 0;
      return { outcome: step.value, changed, removed };
    }
    const { path, bytes } = step.value;
    if (splitPath(path) === undefined) throw new RangeError(`not a path: ${path}`);
    const file = join(folder, ...path.split('/'));
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    written.add(path);
    if (hasBytes(file, bytes)) continue;
    writeFileSync(`${file}.part`, bytes);
    renameSync(`${file}.part`, file);
    changed++;
  }
}

function hasBytes(file: string, bytes: Uint8Array): boolean {
  const status = statSync(file, { throwIfNoEntry: false });
  return status?.isFile() === true && status.size === bytes.length && readFileSync(file).equals(bytes);
}

async function removeOthers(folder: string, did: Did, written: ReadonlySet<string>): Promise<number> {
  let removed = 0;
  const isOurs = (path: string): boolean => isMediaPath(path) || isArchivePath(path) || isDocumentPath(did, path);
  for await (const entry of await opendir(folder, { recursive: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isFile() || written.has(path) || !isOurs(path)) continue;
    await rm(join(entry.parentPath, entry.name));
    removed++;
  }
  return removed;
}
