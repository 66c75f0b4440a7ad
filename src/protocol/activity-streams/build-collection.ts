import type { CanonicalId, Did, Timestamp } from '../brand.ts';
import { accountId, pagePath, treePathToId } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { writtenId } from '../identity/written-id.ts';
import { contextFor, publicAudience } from './contexts.ts';

/** Whose document it is, and how it writes its ids. */
interface Owner {
  readonly did: Did;
  /** Own web origin; absent: the account has none (bridge-spec section 2). */
  readonly origin?: string;
}

/** Canonical id of outbox page `page` (0 = oldest). */
export const pageId = (did: Did, page: number): CanonicalId => treePathToId(did, pagePath(did, page));

/** Unsigned outbox (bridge-spec section 5). */
export function buildOutbox(
  outbox: Owner & {
    /** Activities ever published; never decreases. */
    readonly totalItems: number;
    /** Number of the newest page. */
    readonly newestPage: number;
    /** Strictly increasing at every publish. */
    readonly updated: Timestamp;
  },
): JsonObject {
  return {
    ...collection(outbox, accountId(outbox.did, 'outbox'), 'OrderedCollection'),
    totalItems: outbox.totalItems,
    first: writtenId(pageId(outbox.did, outbox.newestPage), outbox.origin),
    last: writtenId(pageId(outbox.did, 0), outbox.origin),
    updated: outbox.updated,
  };
}

/** Unsigned page of the outbox: signed activities, newest first (bridge-spec section 5). */
export function buildPage(
  page: Owner & {
    readonly page: number;
    /** Activities on all pages below this one. */
    readonly below: number;
    readonly activities: readonly JsonObject[];
  },
): JsonObject {
  return {
    ...collection(page, pageId(page.did, page.page), 'OrderedCollectionPage'),
    partOf: writtenId(accountId(page.did, 'outbox'), page.origin),
    orderedItems: page.activities,
    totalItems: page.below + page.activities.length,
    ...(page.page === 0 ? {} : { next: writtenId(pageId(page.did, page.page - 1), page.origin) }),
  };
}

/** Unsigned inbox: there to be named, never filled; who wants to tell the account something publishes it (bridge-spec sections 12 and 13). */
export const buildInbox = (did: Did, origin?: string): JsonObject => ({
  ...collection({ did, origin }, accountId(did, 'inbox'), 'OrderedCollection'),
  totalItems: 0,
});

/** Unsigned featured collection: ids, as written, of at most 5 objects, pins or else the newest Notes (bridge-spec section 1). */
export function buildFeatured(did: Did, objects: readonly string[], origin?: string): JsonObject {
  if (objects.length > 5) throw new RangeError('at most 5 featured objects');
  return {
    ...collection({ did, origin }, accountId(did, 'featured'), 'OrderedCollection'),
    totalItems: objects.length,
    orderedItems: objects,
  };
}

function collection({ did, origin }: Owner, id: CanonicalId, type: string): JsonObject {
  const attributedTo = writtenId(accountId(did, 'actor'), origin);
  return { '@context': contextFor(), id: writtenId(id, origin), type, attributedTo, to: [publicAudience] };
}
