import type { CID } from 'multiformats/cid';
import type { CanonicalId, Did } from '../brand.ts';
import { accountPaths, basePath, pageNumberOf, pagePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import type { BlockStore } from '../ports/block-store.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { MalformedTreeError, MissingBlockError } from './block.ts';
import { textOf } from './documents.ts';
import { activityId } from './outbox-draft.ts';
import { listDirectory, locatePath } from './read-path.ts';
import { createTreeDraft } from './tree-draft.ts';

/**
 * Activities, oldest first, on the pages of `root` that `otherRoot` does not have with the same bytes: after two devices published
 * apart, those since they parted (and the pages that a Delete rewrote). Equal directories are not opened.
 * @throws MissingBlockError, MalformedTreeError
 */
export async function activitiesNotIn(store: BlockStore, did: Did, root: CID, otherRoot: CID | undefined): Promise<JsonObject[]> {
  const activities: JsonObject[] = [];
  const tree = createTreeDraft(store, root, did);
  for (const page of await changedPages(store, did, root, otherRoot)) {
    const items = (await tree.document(pagePath(did, page)))?.['orderedItems'];
    if (Array.isArray(items)) activities.push(...items.filter(isJsonObject).toReversed());
  }
  return activities;
}

/** Numbers of the outbox pages of `root`, ascending, whose bytes are others than those of the same page of `otherRoot`. */
export async function changedPages(store: BlockStore, did: Did, root: CID, otherRoot: CID | undefined): Promise<number[]> {
  const outbox = `${basePath(did).slice(1)}/outbox`;
  const [folders, otherFolders] = await Promise.all([entriesAt(store, root, outbox), entriesAt(store, otherRoot, outbox)]);
  const pages: number[] = [];
  for (const [name, cid] of folders) {
    const other = otherFolders.get(name);
    if (other?.equals(cid)) continue;
    const [files, otherFiles] = await Promise.all([
      entriesIn(store, cid),
      other === undefined ? new Map<string, CID>() : entriesIn(store, other),
    ]);
    for (const [file, fileCid] of files) {
      const page = pageNumberOf(`/outbox/${name}/${file}`);
      if (page !== undefined && !otherFiles.get(file)?.equals(fileCid)) pages.push(page);
    }
  }
  return pages.toSorted((left, right) => left - right);
}

/**
 * Ids of all activities on pages newer than what a reader has processed: from the newest page down to the first one whose
 * proofValue is the one remembered in `known` (by page number), which is not included.
 * @throws MissingBlockError, MalformedTreeError
 */
export async function activityIdsAbove(
  store: BlockStore,
  did: Did,
  root: CID,
  known: Readonly<Record<number, string>>,
): Promise<Set<CanonicalId>> {
  const ids = new Set<CanonicalId>();
  const tree = createTreeDraft(store, root, did);
  const outbox = await tree.document(accountPaths(did).outbox);
  for (let page = pageNumberOf(textOf(outbox, 'first') ?? '') ?? -1; page >= 0; page--) {
    const document = await tree.document(pagePath(did, page));
    const proof = document?.['proof'];
    if (isJsonObject(proof) && known[page] !== undefined && textOf(proof, 'proofValue') === known[page]) break;
    const items = document?.['orderedItems'];
    for (const item of Array.isArray(items) ? items.filter(isJsonObject) : []) {
      const id = activityId(item);
      if (id !== undefined) ids.add(id);
    }
  }
  return ids;
}

async function entriesAt(store: BlockStore, root: CID | undefined, path: string): Promise<Map<string, CID>> {
  if (root === undefined) return new Map();
  const located = await locatePath(store, root, path);
  if (located.type === 'missing') throw new MissingBlockError(located.cid);
  return located.type === 'found' ? entriesIn(store, located.cid) : new Map<string, CID>();
}

async function entriesIn(store: BlockStore, cid: CID): Promise<Map<string, CID>> {
  const entries = await listDirectory(store, cid);
  if (entries === undefined) {
    if (await store.has(cid)) throw new MalformedTreeError(`${cid.toString()} is no directory`);
    throw new MissingBlockError(cid);
  }
  return new Map([...entries].map(([name, entry]) => [name, entry.cid]));
}
