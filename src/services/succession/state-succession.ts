import { buildSuccession } from '../../protocol/activity-streams/build-activity.ts';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { serialize } from '../../protocol/proof/proof.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { ok, type Result } from '../../protocol/result.ts';
import { digestOfKey } from '../../protocol/succession/check-succession.ts';
import { createOwnOutbox, type AuthorDependencies, type OutboxError } from '../publish/own-outbox.ts';
import { hearStatement } from './hear-statement.ts';

export interface StatingParts extends Omit<AuthorDependencies, 'undoMs'> {
  readonly verifier: Verifier;
}

/**
 * Signs the statement that this account goes on for `account`, puts it into the outbox, and believes it (bridge-spec section 6.7). One that
 * was made before is taken when it says the same. The bytes of the statement.
 */
export async function stateSuccession(
  parts: StatingParts,
  account: Did,
  endMs: number | undefined,
): Promise<Result<Uint8Array, OutboxError>> {
  const { store, signer } = parts;
  const objectId: ObjectId = accountId(account, 'actor');
  const endTime = endMs === undefined ? undefined : timestampOf(endMs);
  const known = (await store.outboxFor(objectId)).find(
    ({ type, activity }) => type === 'Move' && activity['endTime'] === endTime,
  );
  let activity = known?.activity;
  if (activity === undefined) {
    const outbox = createOwnOutbox({ ...parts, undoMs: () => 0 });
    const added = await outbox.add({
      type: 'Move',
      objectId,
      // Written so that it means the same wherever it lies.
      origin: null,
      build: (base) => buildSuccession(base, account, endTime),
    });
    if (!added.ok) return added;
    activity = added.value.activity;
  }
  const statement = serialize(activity);
  // Who holds the key needs nobody to name it.
  const actors = [{ nextKeyDigest: digestOfKey(signer.did) }];
  await store.ingest({
    posts: [],
    deletedPosts: [],
    reactions: [],
    undone: [],
    notifications: [],
    actorsOf: { did: account, actors },
  });
  await hearStatement(parts, account, statement);
  return ok(statement);
}
