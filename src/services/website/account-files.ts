import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { parseDid } from '../../protocol/identity/ids.ts';
import { accountPaths, basePath } from '../../protocol/identity/paths.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { type TreeFile, listFiles } from '../../protocol/tree/list-files.ts';
import { listDirectory, locatePath } from '../../protocol/tree/read-path.ts';

/** The files of an account's tree by what they are; each list by path. What is none of these is not the account's. */
export interface AccountFiles {
  readonly media: readonly TreeFile[];
  readonly objects: readonly TreeFile[];
  readonly pages: readonly TreeFile[];
  /** inbox, featured and the like. */
  readonly collections: readonly TreeFile[];
  readonly actor?: TreeFile;
  readonly outbox?: TreeFile;
}

/** Names that every file system and web server takes as they are. */
const plainPath = /^(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;
const mediaPattern = /^m\/[1-9A-HJ-NP-Za-km-z]\/[1-9A-HJ-NP-Za-km-z]\/zQm[1-9A-HJ-NP-Za-km-z]{44}\.[a-z0-9]{1,8}$/;
const gateways = '.well-known/apgateway';

/** Is this the path of a media file (decision 0002)? */
export const isMediaPath = (path: string): boolean => mediaPattern.test(path);

/** Is this the path of one of the account's documents (bridge-spec section 1)? */
export function isDocumentPath(did: Did, path: string): boolean {
  const base = `${basePath(did).slice(1)}/`;
  return path.startsWith(base) && path.endsWith('.jsonld') && plainPath.test(path.slice(base.length));
}

/** Finds all files of an account. @throws MissingBlockError, MalformedTreeError */
export async function accountFiles(store: BlockStore, root: CID, did: Did): Promise<AccountFiles> {
  const base = `${basePath(did).slice(1)}/`;
  const paths = accountPaths(did);
  const media: TreeFile[] = [];
  const objects: TreeFile[] = [];
  const pages: TreeFile[] = [];
  const collections: TreeFile[] = [];
  let actor: TreeFile | undefined;
  let outbox: TreeFile | undefined;
  const wants = (path: string): boolean =>
    path.endsWith('/')
      ? base.startsWith(path) || path.startsWith(base) || path.startsWith('m/')
      : isMediaPath(path) || isDocumentPath(did, path);
  for await (const file of listFiles(store, root, wants)) {
    if (file.path.startsWith('m/')) media.push(file);
    else if (file.path.startsWith(`${base}o/`)) objects.push(file);
    else if (file.path.startsWith(`${base}outbox/`)) pages.push(file);
    else if (file.path === paths.actor) actor = file;
    else if (file.path === paths.outbox) outbox = file;
    else collections.push(file);
  }
  return { media, objects, pages, collections, ...(actor && { actor }), ...(outbox && { outbox }) };
}

/** The one account whose tree this is; undefined when there is none, or more than one. */
export async function accountOfTree(store: BlockStore, root: CID): Promise<Did | undefined> {
  const located = await locatePath(store, root, gateways);
  const entries = located.type === 'found' ? await listDirectory(store, located.cid) : undefined;
  const dids = [...(entries?.keys() ?? [])].flatMap((name) => parseDid(name) ?? []);
  return dids.length === 1 ? dids[0] : undefined;
}
