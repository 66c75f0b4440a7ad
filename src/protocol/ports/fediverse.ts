import type { AcctUri, Did, ObjectId } from '../brand.ts';
import type { Result } from '../result.ts';
import type { CallOptions } from './network.ts';
import type { PersonRecord } from './records.ts';

/** What one wants of somebody one follows, as Mastodon's exports name it. */
export interface FollowOptions {
  readonly showBoosts: boolean;
  /** A notification for each new post. */
  readonly notify: boolean;
  /** ISO 639 codes; empty: every language. */
  readonly languages: readonly string[];
}

/** Somebody on a server who is followed by reading what the server shows to everybody. Private, mergeable: the higher stamp wins. */
export interface RemoteFollowRecord {
  /** The actor's id there. */
  readonly id: ObjectId;
  readonly acct: AcctUri;
  readonly options: FollowOptions;
  readonly stampMs: number;
  readonly removed: boolean;
}

/** How posts of somebody on a server are read. */
export type RemoteWay = 'mastodon' | 'misskey' | 'activitypub' | 'feed';

/** What reading remembers of somebody on a server, followed or looked at. Of this device only. */
export interface RemoteReadRecord {
  readonly id: ObjectId;
  readonly acct: AcctUri;
  readonly way: RemoteWay;
  /** Where posts are read: statuses of Mastodon's API, the origin and user of Misskey's, outbox, or feed. */
  readonly source: string;
  /** The id that the server's own API uses for the person. */
  readonly key?: string;
  /** What the server said about the newest answer, for conditional requests. */
  readonly etag?: string;
  /** Newest post seen, in the terms of `way`. */
  readonly newest?: string;
  readonly state: 'new' | 'current' | 'unreachable' | 'forbidden' | 'gone';
  readonly reason?: string;
  readonly lastTriedMs: number;
  readonly lastReadMs: number;
  /** Not before this moment: schedule, back-off, Retry-After. */
  readonly notBeforeMs: number;
  readonly failures: number;
  /** Has a Pollen account as well: both name each other. */
  readonly pollen?: Did;
}

/** Follows of people on servers and how far reading them got. Every method is one transaction. */
export interface RemoteStore {
  /** With removed ones. */
  follows(): Promise<RemoteFollowRecord[]>;
  /** Those of `ids`, in their order, removed ones too. */
  followsOf(ids: readonly ObjectId[]): Promise<(RemoteFollowRecord | undefined)[]>;
  /** Entries with a lower stamp than the stored one are ignored. */
  putFollows(follows: readonly RemoteFollowRecord[]): Promise<void>;
  readState(id: ObjectId): Promise<RemoteReadRecord | undefined>;
  /** Those of `ids`, in their order. */
  readStatesOf(ids: readonly ObjectId[]): Promise<(RemoteReadRecord | undefined)[]>;
  readStates(): Promise<RemoteReadRecord[]>;
  putReadStates(states: readonly RemoteReadRecord[]): Promise<void>;
  /**
   * Stores somebody, unless what is here is as new, and what `change` makes of how they are read; it may hand back what it got. Resolves
   * to what it made.
   */
  remember(
    person: PersonRecord & { readonly id: ObjectId },
    change: (known: RemoteReadRecord | undefined) => RemoteReadRecord,
  ): Promise<RemoteReadRecord>;
  /**
   * Forgets the oldest posts and boosts of somebody on a server beyond the newest `keep`, at most 500 at once. What `me` bookmarked,
   * liked, boosted or answered stays, and so do answers to `me`. Resolves to how many were forgotten.
   */
  prunePosts(author: ObjectId, keep: number, me: Did): Promise<number>;
}

/** One question to a server; signed out, without cookies. */
export interface WebRequest {
  readonly url: string;
  /** Sent as JSON by POST (Misskey's API); absent: GET. */
  readonly body?: unknown;
  /** At most 128 characters and no quotes, or the browser asks the server for permission first (CORS preflight). */
  readonly accept: string;
  /** Of an earlier answer to the same question. */
  readonly etag?: string;
  readonly maxBytes: number;
  /** `lookup`: somebody waits for it. `import` and `refresh`: in the background, each with its own share of the connections. */
  readonly lane: 'lookup' | 'import' | 'refresh';
  /** May be asked through one's own gateway when the browser is not allowed to (CORS). GET only. */
  readonly allowGateway: boolean;
}

export interface WebAnswer {
  /** 200, or 304 when `etag` still holds; then `bytes` is empty. */
  readonly status: 200 | 304;
  /** After redirects. */
  readonly url: string;
  /** Of an HTML page that was asked for (`accept`) only the links come: `protocol/fediverse/page-links.ts`. */
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Stands for these bytes. Not the server's own tag, which pages of other origins are not shown. */
  readonly etag?: string;
  /** The `Link` header, where it may be read. */
  readonly link?: string;
  /** Origin of the gateway that fetched it. */
  readonly throughGateway?: string;
}

export type WebError =
  /** No answer, or none that the browser lets be read. */
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'refused'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly type: 'too-large' }
  | { readonly type: 'timed-out' }
  /** No public https address. */
  | { readonly type: 'not-allowed' }
  | { readonly type: 'aborted' };

/**
 * Reads what servers of the fediverse show to everybody. Polite: at most 2 requests at once per host, a bounded number in all per
 * lane, a host that says Retry-After is left alone until then, a host that did not answer is not asked again for a while. Nothing
 * that comes back is checked.
 */
export interface FediverseWeb {
  ask(request: WebRequest, options?: CallOptions): Promise<Result<WebAnswer, WebError>>;
}
