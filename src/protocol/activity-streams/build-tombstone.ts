import type { Did, Timestamp } from '../brand.ts';
import { accountId } from '../identity/paths.ts';
import { originOfId, writtenId } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import { contextFor } from './contexts.ts';

/** Unsigned Tombstone that takes a deleted object's place (bridge-spec section 6). */
export function buildTombstone(deleted: {
  readonly did: Did;
  /** Of the object, as it was written. */
  readonly id: string;
  /** The actor's id, as the object names it; absent: in the form of the object's id. */
  readonly attributedTo?: string;
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
    attributedTo: deleted.attributedTo ?? writtenId(accountId(deleted.did, 'actor'), originOfId(deleted.id)),
    ...(deleted.published === undefined ? {} : { published: deleted.published }),
    deleted: deleted.deleted,
  };
}
