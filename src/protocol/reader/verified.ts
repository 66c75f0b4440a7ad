import type { CheckedActivity } from '../activity-streams/check.ts';
import type { CanonicalId, Did } from '../brand.ts';
import { accountOf, canonicalId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import type { OutboxRecord } from '../ports/records.ts';

/** An activity whose proof, owner and shape have been checked (bridge-spec section 8, `check`). */
export interface VerifiedActivity {
  readonly id: CanonicalId;
  readonly account: Did;
  readonly type: OutboxRecord['type'];
  readonly activity: JsonObject;
  /** Only on Create and Update: the embedded object, checked on its own: a post, a Tombstone, or the actor. */
  readonly object?: JsonObject;
}

/** What `checkActivity` or `checkPage` found good, in the form that is applied. */
export function toVerified({ document, value, object }: CheckedActivity): VerifiedActivity {
  const id = canonicalId(value.id);
  const account = accountOf(value.id);
  if (id === undefined || account === undefined) throw new TypeError('a checked activity has a portable id');
  return { id, account, type: value.type, activity: document, ...(object !== undefined && { object: object.document }) };
}
