import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { MalformedTreeError, MissingBlockError } from '../../protocol/tree/block.ts';
import type { TreeFile } from '../../protocol/tree/list-files.ts';
import { accountFiles, type AccountFiles } from './account-files.ts';
import { bytesOf, checkFile, checkPageFile, type FileProblem, matchesMediaName } from './read-documents.ts';

/** A file of the account's tree that may be passed on. */
export type VerifiedFile = { readonly path: string; readonly cid: CID; readonly bytes: Uint8Array } & (
  | { readonly kind: 'media' | 'page' | 'collection' }
  | { readonly kind: 'object' | 'actor' | 'outbox'; readonly document: JsonObject }
);

export interface VerifyRequest {
  readonly store: BlockStore;
  readonly root: CID;
  readonly did: Did;
  readonly verifier: Verifier;
  /** A file that is left out, or a page with an activity that readers will refuse. */
  readonly onProblem: (problem: FileProblem) => void;
}

export interface VerifiedTree {
  /** About how many files there are. */
  readonly count: number;
  /** Media that the tree names. */
  readonly media: number;
  /** Media, objects, pages, collections, actor, outbox: the order for hosts that are not atomic (bridge-spec section 6). */
  files(): AsyncGenerator<VerifiedFile, void, undefined>;
}

const batchSize = 32;

/**
 * Every file of an account, each document and each picture checked. Actor and outbox are checked at once: without them it is no
 * account. Media that are not here are passed over; a document that is not here ends the walk.
 * @throws MissingBlockError, MalformedTreeError
 */
export async function verifyTree(request: VerifyRequest): Promise<VerifiedTree> {
  const { store, root, did } = request;
  const tree = await accountFiles(store, root, did);
  const actor = await requiredDocument(request, tree.actor, accountPaths(did).actor);
  const outbox = await requiredDocument(request, tree.outbox, accountPaths(did).outbox);
  return {
    count: tree.media.length + tree.objects.length + tree.pages.length + tree.collections.length + 2,
    media: tree.media.length,
    async *files() {
      yield* verifiedMedia(request, tree);
      yield* verifiedObjects(request, tree);
      yield* verifiedPages(request, tree);
      yield* verifiedCollections(request, tree);
      yield { kind: 'actor', ...actor };
      yield { kind: 'outbox', ...outbox };
    },
  };
}

interface Document {
  readonly path: string;
  readonly cid: CID;
  readonly bytes: Uint8Array;
  readonly document: JsonObject;
}

async function requiredDocument(
  { store, did, verifier }: VerifyRequest,
  file: TreeFile | undefined,
  path: string,
): Promise<Document> {
  const bytes = file === undefined ? undefined : await bytesOf(store, file);
  const checked = await checkFile(did, path, bytes, verifier);
  if (file === undefined || bytes === undefined || !checked.ok)
    throw new MalformedTreeError(`${path}: ${checked.ok ? 'not there' : checked.error.reason}`);
  return { path, cid: file.cid, bytes, document: checked.value };
}

async function* verifiedMedia(
  { store, verifier, onProblem }: VerifyRequest,
  { media }: AccountFiles,
): AsyncGenerator<VerifiedFile> {
  for (const file of media) {
    const bytes = await bytesIfHere(store, file);
    if (bytes === undefined) continue;
    if (await matchesMediaName(file.path, bytes, verifier)) yield { kind: 'media', path: file.path, cid: file.cid, bytes };
    else onProblem({ path: file.path, reason: 'other bytes than its name promises' });
  }
}

async function* verifiedObjects(
  { store, did, verifier, onProblem }: VerifyRequest,
  { objects }: AccountFiles,
): AsyncGenerator<VerifiedFile> {
  for (let start = 0; start < objects.length; start += batchSize) {
    const batch = objects.slice(start, start + batchSize);
    const read = await Promise.all(batch.map((file) => bytesOf(store, file)));
    const checked = await Promise.all(batch.map(({ path }, index) => checkFile(did, path, read[index], verifier)));
    for (const [index, { path, cid }] of batch.entries()) {
      const [bytes, document] = [read[index], checked[index]];
      if (document?.ok === true && bytes !== undefined) yield { kind: 'object', path, cid, bytes, document: document.value };
      else onProblem(document?.ok === false ? document.error : { path, reason: 'cannot be read' });
    }
  }
}

async function* verifiedPages(
  { store, did, verifier, onProblem }: VerifyRequest,
  { pages }: AccountFiles,
): AsyncGenerator<VerifiedFile> {
  for (const { path, cid, totalBytes } of pages) {
    const bytes = await bytesOf(store, { path, cid, totalBytes });
    const found = await checkPageFile(did, path, bytes, verifier);
    for (const problem of found) onProblem(problem);
    if (bytes !== undefined && found.every(({ isInside }) => isInside === true)) yield { kind: 'page', path, cid, bytes };
  }
}

async function* verifiedCollections(
  { store, did, verifier, onProblem }: VerifyRequest,
  { collections }: AccountFiles,
): AsyncGenerator<VerifiedFile> {
  for (const file of collections) {
    const bytes = await bytesOf(store, file);
    const checked = await checkFile(did, file.path, bytes, verifier);
    if (!checked.ok) onProblem(checked.error);
    else if (bytes !== undefined) yield { kind: 'collection', path: file.path, cid: file.cid, bytes };
  }
}

/** A picture that is not on this device is left out; everything else about the post is there. */
async function bytesIfHere(...[store, file]: Parameters<typeof bytesOf>): Promise<Uint8Array | undefined> {
  try {
    return await bytesOf(store, file);
  } catch (error) {
    if (error instanceof MissingBlockError) return undefined;
    throw error;
  }
}
