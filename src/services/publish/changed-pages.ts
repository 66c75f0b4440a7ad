import type { CID } from 'multiformats/cid';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import { basePath, pageNumberOf, pagePath } from '../../protocol/identity/paths.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { listDirectory, locatePath, readPath } from '../../protocol/tree/read-path.ts';
import { objects, text } from '../views/members.ts';

/** Numbers of the outbox pages below `root` that are not the same below `base`; newest first. Both trees are here. */
export async function changedPages(blocks: BlockStore, did: Did, root: CID, base: CID | undefined): Promise<number[]> {
  const [folders, baseFolders] = await Promise.all([outboxFolders(blocks, did, root), outboxFolders(blocks, did, base)]);
  const pages: number[] = [];
  for (const [name, { cid }] of folders) {
    const baseFolder = baseFolders.get(name)?.cid;
    if (baseFolder?.equals(cid)) continue;
    const baseFiles = baseFolder && (await listDirectory(blocks, baseFolder));
    for (const [file, entry] of (await listDirectory(blocks, cid)) ?? []) {
      const page = pageNumberOf(`/outbox/${name}/${file}`);
      if (page !== undefined && !baseFiles?.get(file)?.cid.equals(entry.cid)) pages.push(page);
    }
  }
  return pages.toSorted((left, right) => right - left);
}

/** Ids of the activities on pages of the own tree, which was checked when it was built or adopted. */
export async function idsOnPages(blocks: BlockStore, did: Did, root: CID, pages: readonly number[]): Promise<Set<ObjectId>> {
  const ids = new Set<ObjectId>();
  for (const page of pages) {
    const bytes = await readPath(blocks, root, pagePath(did, page));
    const parsed = bytes && parseSigned(bytes);
    for (const activity of objects(parsed?.ok ? parsed.value : undefined, 'orderedItems')) {
      const id = canonicalId(text(activity, 'id') ?? '');
      if (id !== undefined) ids.add(id);
    }
  }
  return ids;
}

type Entries = NonNullable<Awaited<ReturnType<typeof listDirectory>>>;

async function outboxFolders(blocks: BlockStore, did: Did, root: CID | undefined): Promise<Entries> {
  const located = root && (await locatePath(blocks, root, `${basePath(did).slice(1)}/outbox`));
  return (located?.type === 'found' ? await listDirectory(blocks, located.cid) : undefined) ?? new Map();
}
