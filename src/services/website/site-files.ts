import type { CID } from 'multiformats/cid';
import { checkDocument } from '../../protocol/activity-streams/check.ts';
import type { Did } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { MalformedTreeError, MissingBlockError } from '../../protocol/tree/block.ts';
import type { TreeFile } from '../../protocol/tree/list-files.ts';
import { type SiteAuthor, type Sanitise, siteAuthor } from '../../website/site-author.ts';
import type { Site } from '../../website/site.ts';
import { accountFiles, type AccountFiles } from './account-files.ts';
import { humanFiles } from './human-files.ts';
import { createPostIndex } from './post-index.ts';
import { bytesOf, checkFile, checkPageFile, type FileProblem, matchesMediaName } from './read-documents.ts';

/** A file of the website, in the order in which a host that is not atomic should get them (bridge-spec section 6). */
export interface SiteFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface SiteRequest {
  readonly store: BlockStore;
  readonly root: CID;
  readonly did: Did;
  readonly verifier: Verifier;
  readonly sanitise: Sanitise;
  /** Web origin where the site will be; undefined: it may lie anywhere, and gets no WebFinger. */
  readonly origin?: string;
  readonly signal?: AbortSignal;
  /** Files so far and, roughly, in all. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** A file that is left out, or a page with an activity that readers will refuse. */
  readonly onProblem?: (problem: FileProblem) => void;
}

/** `incomplete`: blocks of documents are not here. `invalid`: it is no account that could be read. */
export type SiteError =
  | { readonly type: 'incomplete'; readonly reason: string }
  | { readonly type: 'invalid'; readonly reason: string }
  | { readonly type: 'aborted' };

export interface SiteSummary {
  readonly files: number;
  readonly bytes: number;
  readonly posts: number;
  /** Pictures and the like that are named in the tree but not here. */
  readonly missingMedia: number;
  readonly problems: number;
}

const batchSize = 32;

/**
 * The website of an account, file by file: its signed tree byte for byte, each document checked, and the human pages, feed and host
 * files made from it. Depends on nothing but the tree and the origin, so a second run gives the same bytes. Memory: an index of the
 * posts and one batch of documents.
 */
export async function* siteFiles(request: SiteRequest): AsyncGenerator<SiteFile, Result<SiteSummary, SiteError>, undefined> {
  const counted = { files: 0, bytes: 0, problems: 0 };
  const outcome = yield* caught(produce(request, counted), counted);
  return outcome;
}

interface Counted {
  files: number;
  bytes: number;
  problems: number;
}

async function* caught(
  files: AsyncGenerator<SiteFile, Result<SiteSummary, SiteError>, undefined>,
  counted: Counted,
): AsyncGenerator<SiteFile, Result<SiteSummary, SiteError>, undefined> {
  for (;;) {
    let step: IteratorResult<SiteFile, Result<SiteSummary, SiteError>>;
    try {
      step = await files.next();
    } catch (error) {
      if (error instanceof MissingBlockError) return err({ type: 'incomplete', reason: error.message });
      if (error instanceof MalformedTreeError) return err({ type: 'invalid', reason: error.message });
      throw error;
    }
    if (step.done === true) return step.value;
    counted.files++;
    counted.bytes += step.value.bytes.length;
    yield step.value;
  }
}

async function* produce(
  request: SiteRequest,
  counted: Counted,
): AsyncGenerator<SiteFile, Result<SiteSummary, SiteError>, undefined> {
  const { store, did, verifier, origin } = request;
  const problem = (found: FileProblem): void => {
    counted.problems++;
    request.onProblem?.(found);
  };
  const tree = await accountFiles(store, request.root, did);
  const author = await readAuthor(request, tree.actor);
  if (!author.ok) return author;
  const outboxBytes = tree.outbox === undefined ? undefined : await bytesOf(store, tree.outbox);
  const outbox = await checkFile(did, tree.outbox?.path ?? 'outbox.jsonld', outboxBytes, verifier);
  if (!outbox.ok) return err({ type: 'invalid', reason: `${outbox.error.path}: ${outbox.error.reason}` });
  const total = totalOf(tree);
  const report = (): boolean => {
    request.onProgress?.({ done: Math.min(counted.files, total), total });
    return request.signal?.aborted === true;
  };

  const media = new Set<string>();
  for (const file of tree.media) {
    if (report()) return err({ type: 'aborted' });
    const bytes = await mediaBytes(store, file);
    if (bytes === undefined) continue;
    if (!(await matchesMediaName(file.path, bytes, verifier))) {
      problem({ path: file.path, reason: 'other bytes than its name promises' });
      continue;
    }
    media.add(file.path);
    yield { path: file.path, bytes };
  }

  const index = createPostIndex();
  for (const batch of batches(tree.objects)) {
    if (report()) return err({ type: 'aborted' });
    const read = await Promise.all(batch.map((file) => bytesOf(store, file)));
    const checked = await Promise.all(batch.map(({ path }, at) => checkFile(did, path, read[at], verifier)));
    for (const [at, file] of batch.entries()) {
      const [bytes, document] = [read[at], checked[at]];
      if (document === undefined || bytes === undefined || !document.ok) {
        problem(document?.ok === false ? document.error : { path: file.path, reason: 'cannot be read' });
        continue;
      }
      index.add(file.cid, document.value);
      yield { path: file.path, bytes };
    }
  }

  for (const file of tree.pages) {
    if (report()) return err({ type: 'aborted' });
    const bytes = await bytesOf(store, file);
    const found = await checkPageFile(did, file.path, bytes, verifier);
    for (const one of found) problem(one);
    const isWhole = found.every(({ reason }) => reason.startsWith('an activity'));
    if (bytes !== undefined && isWhole) yield { path: file.path, bytes };
  }
  for (const file of tree.collections) {
    const bytes = await bytesOf(store, file);
    const checked = await checkFile(did, file.path, bytes, verifier);
    if (!checked.ok) problem(checked.error);
    else if (bytes !== undefined) yield { path: file.path, bytes };
  }

  const site: Site = {
    author: author.value.author,
    inlineStyle: false,
    media,
    pageOf: index.pageOf,
    ...(origin !== undefined && { baseUrl: `${origin}/` }),
  };
  for await (const file of humanFiles({ site, index, store, did, sanitise: request.sanitise, origin })) {
    if (report()) return err({ type: 'aborted' });
    yield file;
  }

  if (tree.actor !== undefined) yield { path: tree.actor.path, bytes: author.value.bytes };
  if (tree.outbox !== undefined && outboxBytes !== undefined) yield { path: tree.outbox.path, bytes: outboxBytes };
  request.onProgress?.({ done: total, total });
  return ok({
    files: counted.files + 1,
    bytes: counted.bytes + (outboxBytes?.length ?? 0),
    posts: index.count,
    missingMedia: tree.media.length - media.size,
    problems: counted.problems,
  });
}

async function readAuthor(
  { store, did, verifier, sanitise }: SiteRequest,
  file: TreeFile | undefined,
): Promise<Result<{ readonly author: SiteAuthor; readonly bytes: Uint8Array }, SiteError>> {
  if (file === undefined) return err({ type: 'invalid', reason: 'the tree has no actor' });
  const bytes = await bytesOf(store, file);
  const checked = bytes === undefined ? undefined : await checkDocument(bytes, did, verifier, 'actor');
  if (bytes === undefined || checked === undefined) return err({ type: 'invalid', reason: `${file.path} cannot be read` });
  if (!checked.ok) return err({ type: 'invalid', reason: `${file.path}: ${checked.error.type}: ${checked.error.detail}` });
  return ok({ author: siteAuthor(did, checked.value.value, sanitise), bytes });
}

/** A picture that is not on this device is left out; everything else about the post is there. */
async function mediaBytes(store: BlockStore, file: TreeFile): Promise<Uint8Array | undefined> {
  try {
    return await bytesOf(store, file);
  } catch (error) {
    if (error instanceof MissingBlockError) return undefined;
    throw error;
  }
}

const totalOf = ({ media, objects, pages, collections }: AccountFiles): number =>
  media.length + 2 * objects.length + pages.length + collections.length + 20;

function* batches(files: readonly TreeFile[]): Generator<readonly TreeFile[]> {
  for (let start = 0; start < files.length; start += batchSize) yield files.slice(start, start + batchSize);
}
