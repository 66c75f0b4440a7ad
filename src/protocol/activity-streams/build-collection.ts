import type { CanonicalId, Did, Timestamp } from '../brand.ts';
import { accountId, pagePath, treePathToId } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { contextFor, publicAudience } from './contexts.ts';

/** Id of outbox page `page` (0 = oldest). */
export const pageId = (did: Did, page: number): CanonicalId => treePathToId(did, pagePath(did, page));

/** Unsigned outbox (bridge-spec section 5). */
export function buildOutbox(outbox: {
  readonly did: Did;
  /** Activities ever published; never decreases. */
  readonly totalItems: number;
  /** Number of the newest page. */
  readonly newestPage: number;
  /** Strictly increasing at every publish. */
  readonly updated: Timestamp;
}): JsonObject {
  return {
    ...collection(outbox.did, accountId(outbox.did, 'outbox'), 'OrderedCollection'),
    totalItems: outbox.totalItems,
    first: pageId(outbox.did, outbox.newestPage),
    last: pageId(outbox.did, 0),
    updated: outbox.updated,
  };
}

/** Unsigned page of the outbox: signed activities, newest first (bridge-spec section 5). */
export function buildPage(page: {
  readonly did: Did;
  readonly page: number;
  readonly activities: readonly JsonObject[];
}): JsonObject {
  return {
    ...collection(page.did, pageId(page.did, page.page), 'OrderedCollectionPage'),
    partOf: accountId(page.did, 'outbox'),
    orderedItems: page.activities,
    ...(page.page === 0 ? {} : { next: pageId(page.did, page.page - 1) }),
  };
}

/** Unsigned inbox: there to be named, never filled; who wants to tell the account something publishes it (bridge-spec part 2). */
export const buildInbox = (did: Did): JsonObject => ({
  ...collection(did, accountId(did, 'inbox'), 'OrderedCollection'),
  totalItems: 0,
});

/** Unsigned featured collection: ids of at most 5 objects, pins or else the newest Notes (bridge-spec section 1). */
export function buildFeatured(did: Did, objects: readonly CanonicalId[]): JsonObject {
  if (objects.length > 5) throw new RangeError('at most 5 featured objects');
  return {
    ...collection(did, accountId(did, 'featured'), 'OrderedCollection'),
    totalItems: objects.length,
    orderedItems: objects,
  };
}

function collection(did: Did, id: CanonicalId, type: string): JsonObject {
  return { '@context': contextFor(), id, type, attributedTo: accountId(did, 'actor'), to: [publicAudience] };
}
