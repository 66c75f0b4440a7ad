import type { CID } from 'multiformats/cid';
import { basePath } from '../../protocol/identity/paths.ts';
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
  /** What the tree that is served now has at the same path. */
  readonly before: CID | undefined;
}

/** Blocks asked for at once: the sync protocol's limit. */
const blocksAtOnce = 256;
const maxDepth = 32;

/**
 * Fetches whatever of the tree below `root` is not kept for the account yet, level by level, and checks every document that is not
 * where it is in the served tree `before`: that a block is kept says nothing about the place where it lies now. Leaves are stored as
 * they come; the folders come back and are stored last, so that a stored folder always stands for everything below it.
 */
export async function fetchBelow(
  copy: Copy,
  root: CID,
  { path, skip, before }: { readonly path: string; readonly skip: (path: string) => boolean; readonly before?: CID | undefined },
): Promise<Result<Block[], CopyError>> {
  const folders: Block[] = [];
  const places = createPlaces(copy);
  let level: Step[] = [{ cid: root, path, part: false, before }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return err({ type: 'garbage', detail: 'nested too deeply' });
    const kept = await copy.keptOf(level.map(({ cid }) => cid));
    const wanted = level
      .map((step, index) => ({ ...step, kept: kept[index] === true }))
      .filter((step) => step.before?.equals(step.cid) !== true && !(step.kept && !places.holdDocuments(step.path)));
    const next: Step[] = [];
    for (let start = 0; start < wanted.length; start += blocksAtOnce) {
      const steps = wanted.slice(start, start + blocksAtOnce);
      const blocks = await copy.take(steps.map(({ cid }) => cid));
      if (!blocks.ok) return blocks;
      const foldersBefore = await copy.staged.getMany(steps.map((step) => step.before ?? step.cid));
      const leaves: Block[] = [];
      const documents: Document[] = [];
      for (const [index, step] of steps.entries()) {
        const bytes = blocks.value[index];
        if (bytes === undefined) return err({ type: 'incomplete' });
        const block = { cid: step.cid, bytes };
        const below = childrenOf(block, step, foldersBefore[index]);
        if (below === undefined) {
          if (!step.kept) leaves.push(block);
          if (!step.part && isDocumentPath(copy.did, step.path)) documents.push({ path: step.path, ...block });
          continue;
        }
        if (isDocumentPath(copy.did, step.path))
          return err({ type: 'garbage', detail: `${step.path} is larger than a document may be` });
        if (!step.kept) {
          const held = copy.hold(bytes.length);
          if (!held.ok) return held;
          folders.push(block);
        }
        for (const child of below) {
          if (skip(child.path)) continue;
          const visit = places.visit(child);
          if (!visit.ok) return visit;
          if (visit.value) next.push(child);
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

/** Where a walk has been. Each block is looked at once, so that few blocks linked over and over cannot make an endless tree. */
function createPlaces({ did }: Copy): {
  /** Is this a document, or a folder that may lead to one? */
  holdDocuments(path: string): boolean;
  /** Whether to go there. The same document, or folder of documents, in two places is none: an id names one place. */
  visit(step: Step): Result<boolean, CopyError>;
} {
  const seen = new Set<string>();
  const seenWithDocuments = new Set<string>();
  const base = basePath(did).slice(1);
  const holdDocuments = (path: string): boolean =>
    path === '' || base === path || base.startsWith(`${path}/`) || path.startsWith(`${base}/`);
  return {
    holdDocuments,
    visit({ cid, path, part }) {
      const key = cid.toString();
      if (part || !holdDocuments(path)) {
        const isNew = !seen.has(key);
        seen.add(key);
        return ok(isNew);
      }
      if (seenWithDocuments.has(key)) return err({ type: 'garbage', detail: `${path} is in another place, too` });
      seenWithDocuments.add(key);
      return ok(true);
    },
  };
}

/** What a folder, or a file of several blocks, links to; undefined for a leaf. */
function childrenOf(block: Block, step: Step, folderBefore: Uint8Array | undefined): Step[] | undefined {
  if (block.cid.code === rawCode) return undefined;
  const entries = step.part ? undefined : decodeDirectory(block.cid, block.bytes);
  if (entries !== undefined) {
    const { before } = step;
    const had = before === undefined || folderBefore === undefined ? undefined : decodeDirectory(before, folderBefore);
    return [...entries.values()].map(({ name, cid }) => ({
      cid,
      path: step.path === '' ? name : `${step.path}/${name}`,
      part: false,
      before: had?.get(name)?.cid,
    }));
  }
  const links = decodePbNode(block.cid, block.bytes)?.Links ?? [];
  return links.map((link) => ({ cid: link.Hash, path: step.path, part: true, before: undefined }));
}
