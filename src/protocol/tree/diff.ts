import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../ports/block-store.ts';
import { rawCode } from './block.ts';
import { decodeDirectory } from './directory.ts';
import type { DirectoryEntry } from './directory.ts';
import { walkTree } from './walk.ts';

/**
 * The blocks of the tree `oldRoot` that `newRoot` no longer needs, for garbage collection. Directories are compared name by name
 * and only changed ones are opened. Old blocks stay when the new directory of the same path is not on this device (a partial
 * copy cannot know), and when any changed directory of the new tree still links to them.
 */
export async function removedBlocks(store: BlockStore, oldRoot: CID, newRoot: CID): Promise<CID[]> {
  const removed = new Map<string, CID>();
  const kept = new Set<string>();
  let pairs: { before: CID; after: CID }[] = oldRoot.equals(newRoot) ? [] : [{ before: oldRoot, after: newRoot }];
  const gone: CID[] = [];
  kept.add(newRoot.toString());
  while (pairs.length > 0) {
    const [olds, news] = await Promise.all([
      store.getMany(pairs.map(({ before }) => before)),
      store.getMany(pairs.map(({ after }) => after)),
    ]);
    const next: typeof pairs = [];
    for (const [index, { before, after }] of pairs.entries()) {
      const comparison = compare(before, olds[index], after, news[index]);
      if (comparison === 'unknown') continue;
      removed.set(before.toString(), before);
      if (comparison === 'replaced') {
        gone.push(before);
        if (after.code !== rawCode) for await (const step of walkTree(store, after)) kept.add(step.cid.toString());
        continue;
      }
      for (const entry of comparison.after.values()) kept.add(entry.cid.toString());
      for (const [name, entry] of comparison.before) {
        const now = comparison.after.get(name);
        if (now === undefined) gone.push(entry.cid);
        else if (!now.cid.equals(entry.cid)) next.push({ before: entry.cid, after: now.cid });
      }
    }
    pairs = next;
  }
  for (const cid of gone) {
    if (kept.has(cid.toString())) continue;
    for await (const step of walkTree(store, cid)) if (step.kind !== 'missing') removed.set(step.cid.toString(), step.cid);
  }
  return [...removed.entries()].filter(([key]) => !kept.has(key)).map(([, cid]) => cid);
}

type Entries = Map<string, DirectoryEntry>;

function compare(
  before: CID,
  beforeBytes: Uint8Array | undefined,
  after: CID,
  afterBytes: Uint8Array | undefined,
): 'unknown' | 'replaced' | { readonly before: Entries; readonly after: Entries } {
  if (before.code === rawCode) return 'replaced';
  if (beforeBytes === undefined) return 'unknown';
  const old = decodeDirectory(before, beforeBytes);
  if (old === undefined || after.code === rawCode) return 'replaced';
  if (afterBytes === undefined) return 'unknown';
  const now = decodeDirectory(after, afterBytes);
  return now === undefined ? 'replaced' : { before: old, after: now };
}
