import type { ObjectId } from '../../../protocol/brand.ts';
import type { RemotePage } from '../../../protocol/fediverse/reading.ts';
import type { RemoteReadRecord, WebError } from '../../../protocol/ports/fediverse.ts';
import type { Result } from '../../../protocol/result.ts';
import type { Ask } from './ask.ts';

export type ReadError = WebError | { readonly type: 'malformed' };

/** One answer: posts, and where to go on. */
export interface PageRead {
  readonly page: RemotePage;
  readonly etag?: string;
}

/** Where a server's own interface has a post: the member `api` of stored posts. */
export interface KnownPlace {
  readonly origin: string;
  readonly key: string;
}

/** How one kind of server is asked. */
export interface Way {
  /** The newest posts of somebody, or those before `older` of an earlier page. `unchanged`: as at the last time. */
  posts(ask: Ask, state: RemoteReadRecord, older?: string): Promise<Result<PageRead | 'unchanged', ReadError>>;
  /** One post. */
  post(ask: Ask, place: KnownPlace, id: ObjectId): Promise<Result<RemotePage, ReadError>>;
  /** What it answers, and its answers: as many as the server shows at once. */
  conversation(ask: Ask, place: KnownPlace, id: ObjectId): Promise<Result<RemotePage, ReadError>>;
}

export const emptyPage: RemotePage = { posts: [], people: [], parents: [], references: [], refused: 0 };

/** Several answers as one. */
export function joinPages(pages: readonly RemotePage[]): RemotePage {
  return {
    posts: pages.flatMap(({ posts }) => posts),
    people: pages.flatMap(({ people }) => people),
    parents: pages.flatMap(({ parents }) => parents),
    references: pages.flatMap(({ references }) => references),
    refused: pages.reduce((sum, { refused }) => sum + refused, 0),
  };
}
