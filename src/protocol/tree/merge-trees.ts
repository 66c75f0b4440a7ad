import type { CID } from 'multiformats/cid';
import type { CanonicalId, Did } from '../brand.ts';
import { accountPaths } from '../identity/paths.ts';
import { mediaPathIn } from '../identity/written-id.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { updateAccountTree } from './account-tree.ts';
import type { AccountTreeOptions, AccountTreeUpdate } from './account-tree.ts';
import { textOf } from './documents.ts';
import { maxFileBytes } from './file.ts';
import { activityId, rkeyOfActivity } from './outbox-draft.ts';
import { activitiesNotIn } from './outbox-pages.ts';
import { createTreeDraft } from './tree-draft.ts';

export interface MergeOptions extends AccountTreeOptions {
  /** The tree that another device published: the base. */
  readonly root: CID;
  /** The tree that this device published or was about to. */
  readonly ownRoot: CID | undefined;
}

/**
 * Two devices that published apart (bridge-spec section 10): takes the foreign tree as it is and appends at its head the
 * activities that only this device's tree has, and `activities`, ids and proofs unchanged, oldest first; with the media that they
 * name. Doing it twice appends nothing; the result does not depend on which of them had been seen before.
 * @throws MissingBlockError: outbox pages of both trees since they parted must be on this device.
 */
export async function mergeAccountTrees(options: MergeOptions): Promise<AccountTreeUpdate> {
  const { store, ownRoot, root, signer } = options;
  const own = ownRoot === undefined ? [] : await activitiesNotIn(store, signer.did, ownRoot, root);
  const foreign = ownRoot === undefined ? [] : await activitiesNotIn(store, signer.did, root, ownRoot);
  const known = new Set<CanonicalId | undefined>(foreign.map(activityId));
  const missing = new Map<CanonicalId, JsonObject>();
  for (const activity of [...own, ...options.activities.map((entry) => entry.activity)]) {
    const id = activityId(activity);
    if (id !== undefined && !known.has(id)) missing.set(id, activity);
  }
  const activities = [...missing.values()].toSorted((left, right) =>
    (rkeyOfActivity(left) ?? '') < (rkeyOfActivity(right) ?? '') ? -1 : 1,
  );
  const files = new Map(options.files);
  let { nowMs } = options;
  if (ownRoot !== undefined) {
    const tree = createTreeDraft(store, ownRoot, signer.did);
    // Whoever has read the own branch must not find the merged one older.
    const ownUpdatedMs = Date.parse(textOf(await tree.document(accountPaths(signer.did).outbox), 'updated') ?? '');
    if (ownUpdatedMs >= nowMs) nowMs = ownUpdatedMs + 1000;
    for (const path of new Set(activities.flatMap((activity) => mediaPathsIn(activity, signer.did)))) {
      const bytes = await tree.bytes(path, maxFileBytes);
      if (bytes !== undefined) files.set(path, bytes);
    }
  }
  return updateAccountTree({ ...options, nowMs, files, activities: activities.map((activity) => ({ activity })) });
}

/** Tree paths of the account's own media that a document names anywhere, and of what looks like it on an own web origin. */
export function mediaPathsIn(value: JsonValue, did: Did): string[] {
  if (typeof value === 'string') {
    const path = value.includes('/m/') ? mediaPathIn(value, did) : undefined;
    return path === undefined ? [] : [path];
  }
  if (typeof value !== 'object') return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap((member: JsonValue) => mediaPathsIn(member, did));
}
