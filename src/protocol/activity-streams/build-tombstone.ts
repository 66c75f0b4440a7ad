import type { CanonicalId, Did, Timestamp } from '../brand.ts';
import { accountId } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { contextFor } from './contexts.ts';

/** Unsigned Tombstone that takes a deleted object's place (bridge-spec section 6). */
export function buildTombstone(deleted: {
  readonly did: Did;
  readonly id: CanonicalId;
  readonly formerType: string;
  /** Of the object; it never changes. */
  readonly published?: Timestamp;
  readonly deleted: Timestamp;
}): JsonObject {
  return {
    '@context': contextFor(),
    id: deleted.id,
    type: 'Tombstone',
    formerType: deleted.formerType,
    attributedTo: accountId(deleted.did, 'actor'),
    ...(deleted.published === undefined ? {} : { published: deleted.published }),
    deleted: deleted.deleted,
  };
}
