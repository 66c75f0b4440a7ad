import type { CID } from 'multiformats/cid';
import type { Actor } from '../../protocol/activity-streams/actor.ts';
import type { Did } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { MalformedTreeError, MissingBlockError } from '../../protocol/tree/block.ts';
import { type Sanitise, siteAuthor } from '../../website/site-author.ts';
import { humanFiles } from './human-files.ts';
import { createPostIndex } from './post-index.ts';
import type { FileProblem } from './read-documents.ts';
import { verifyTree } from './verified-files.ts';

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

/** Files that every site has besides the account's and one for each post. */
const furtherFiles = 20;

/**
 * The website of an account, file by file: its signed tree byte for byte, each document checked, and the human pages, feed and host
 * files made from it. Depends on nothing but the tree and the origin, so a second run gives the same bytes. Memory: an index of the
 * posts and one batch of documents.
 */
export async function* siteFiles(request: SiteRequest): AsyncGenerator<SiteFile, Result<SiteSummary, SiteError>, undefined> {
  const summary: Writable<SiteSummary> = { files: 0, bytes: 0, posts: 0, missingMedia: 0, problems: 0 };
  const files = allFiles(request, summary);
  for (;;) {
    if (request.signal?.aborted === true) return err({ type: 'aborted' });
    let step: IteratorResult<SiteFile, void>;
    try {
      step = await files.next();
    } catch (error) {
      if (error instanceof MissingBlockError) return err({ type: 'incomplete', reason: error.message });
      if (error instanceof MalformedTreeError) return err({ type: 'invalid', reason: error.message });
      throw error;
    }
    if (step.done === true) return ok(summary);
    summary.files++;
    summary.bytes += step.value.bytes.length;
    yield step.value;
  }
}

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

async function* allFiles(request: SiteRequest, summary: Writable<SiteSummary>): AsyncGenerator<SiteFile, void, undefined> {
  const { store, did, sanitise, origin, onProgress } = request;
  const onProblem = (problem: FileProblem): void => {
    summary.problems++;
    request.onProblem?.(problem);
  };
  const tree = await verifyTree({ ...request, onProblem });
  const index = createPostIndex();
  const media = new Set<string>();
  for await (const file of tree.files()) {
    if (file.kind === 'media') media.add(file.path);
    if (file.kind === 'object') index.add(file.cid, file.document);
    if (file.kind === 'actor') {
      summary.posts = index.count;
      summary.missingMedia = tree.media - media.size;
      // Checked as an actor's: the path and its id have been compared.
      const author = siteAuthor(did, file.document as unknown as Actor, sanitise);
      const base = origin === undefined ? {} : { baseUrl: `${origin}/` };
      const site = { author, inlineStyle: false, media, pageOf: index.pageOf, ...base };
      for await (const page of humanFiles({ site, index, store, did, sanitise, origin })) {
        onProgress?.({ done: summary.files, total: tree.count + index.count + furtherFiles });
        yield page;
      }
    }
    onProgress?.({ done: summary.files, total: tree.count + Math.max(index.count, tree.count / 2) + furtherFiles });
    yield { path: file.path, bytes: file.bytes };
  }
  onProgress?.({ done: summary.files, total: summary.files });
}
