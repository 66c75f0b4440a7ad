import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/ports/block-store.ts';
import { rawCode } from '../../protocol/tree/block.ts';
import { decodeDirectory, decodePbNode } from '../../protocol/tree/directory.ts';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';
import { isDocumentPath } from './check-document.ts';
import type { Copy, CopyError, Document } from './copy.ts';

interface Step {
  readonly cid: CID;
  readonly path: string;
  /** Part of a file of several blocks. */
  readonly part: boolean;
}

/** Blocks asked for at once: the sync protocol's limit. */
const blocksAtOnce = 256;
const maxDepth = 32;

/**
 * Fetches whatever of the tree below `root` is not kept for the account yet, level by level, and checks every document. Leaves are
 * stored as they come; the folders come back and are stored last, so that a stored folder always stands for everything below it.
 */
export async function fetchBelow(
  copy: Copy,
  root: CID,
  path: string,
  skip: (path: string) => boolean,
): Promise<Result<Block[], CopyError>> {
  const folders: Block[] = [];
  const seen = new Set([root.toString()]);
  let level: Step[] = [{ cid: root, path, part: false }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return err({ type: 'garbage', detail: 'nested too deeply' });
    const kept = await copy.keptOf(level.map(({ cid }) => cid));
    const missing = level.filter((_, index) => kept[index] !== true);
    const next: Step[] = [];
    for (let start = 0; start < missing.length; start += blocksAtOnce) {
      const steps = missing.slice(start, start + blocksAtOnce);
      const blocks = await copy.take(steps.map(({ cid }) => cid));
      if (!blocks.ok) return blocks;
      const leaves: Block[] = [];
      const documents: Document[] = [];
      for (const [index, step] of steps.entries()) {
        const bytes = blocks.value[index];
        if (bytes === undefined) return err({ type: 'incomplete' });
        const block = { cid: step.cid, bytes };
        const below = childrenOf(block, step);
        if (below === undefined) {
          leaves.push(block);
          if (!step.part && isDocumentPath(copy.did, step.path)) documents.push({ path: step.path, ...block });
          continue;
        }
        if (isDocumentPath(copy.did, step.path))
          return err({ type: 'garbage', detail: `${step.path} is larger than a document may be` });
        const held = copy.hold(bytes.length);
        if (!held.ok) return held;
        folders.push(block);
        for (const child of below) {
          if (skip(child.path) || seen.has(child.cid.toString())) continue;
          seen.add(child.cid.toString());
          next.push(child);
        }
      }
      const checked = await copy.check(documents);
      if (!checked.ok) return checked;
      const stored = await copy.store(leaves);
      if (!stored.ok) return stored;
    }
    level = next;
  }
  return ok(folders);
}

/** What a folder, or a file of several blocks, links to; undefined for a leaf. */
function childrenOf(block: Block, step: Step): Step[] | undefined {
  if (block.cid.code === rawCode) return undefined;
  const entries = step.part ? undefined : decodeDirectory(block.cid, block.bytes);
  if (entries !== undefined) {
    return [...entries.values()].map(({ name, cid }) => ({
      cid,
      path: step.path === '' ? name : `${step.path}/${name}`,
      part: false,
    }));
  }
  const links = decodePbNode(block.cid, block.bytes)?.Links ?? [];
  return links.map((link) => ({ cid: link.Hash, path: step.path, part: true }));
}
