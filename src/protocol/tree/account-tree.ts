import type { CID } from 'multiformats/cid';
import { buildFeatured, buildInbox } from '../activity-streams/build-collection.ts';
import type { CanonicalId, Rkey } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountId, accountPaths } from '../identity/paths.ts';
import { originOfId } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import type { BlockStore } from '../ports/block-store.ts';
import type { Signer } from '../ports/crypto.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import { signDocument } from '../proof/proof.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { applyActivity } from './apply-activity.ts';
import type { ActivityTarget } from './apply-activity.ts';
import { textOf, versionOf } from './documents.ts';
import { createFeaturedDraft } from './featured.ts';
import { treePathOfMedia } from './media-path.ts';
import type { TreeMedia } from './media-path.ts';
import { activityId, openOutbox, rkeyOfActivity } from './outbox-draft.ts';
import type { OutboxDraft } from './outbox-draft.ts';
import { createTreeDraft } from './tree-draft.ts';
import type { TreeUpdate } from './update-paths.ts';

/** What goes into the tree: an OutboxRecord will do. */
export interface TreeActivity {
  /** The signed activity. */
  readonly activity: JsonObject;
}

export interface AccountTreeOptions {
  readonly store: BlockStore;
  /** Root of the tree to go on from; undefined makes a new account. */
  readonly root: CID | undefined;
  readonly signer: Signer;
  readonly nowMs: number;
  /** The signed actor. Needed for a new account; later it only replaces an older one. */
  readonly actor?: JsonObject;
  /** Oldest first. Those that the newest pages hold already are left alone, so trying again is safe. */
  readonly activities: readonly TreeActivity[];
  /** Files that the activities need. */
  readonly media?: readonly TreeMedia[];
  /** Other files by tree path (feed, web page, host help); null deletes. */
  readonly files?: ReadonlyMap<string, Uint8Array | null>;
  /** Tree paths of media that no object names any more (bridge-spec section 6, Delete). */
  readonly removeMedia?: readonly string[];
  /** Record keys of all own activities that embed an object, when known: makes a Delete cheap in a long outbox. */
  readonly embeddedIn?: (id: CanonicalId) => Promise<readonly Rkey[]>;
}

export interface AccountTreeUpdate extends TreeUpdate {
  /** Activities ever published. */
  readonly totalItems: number;
  /** Those that were new to the tree. */
  readonly appended: readonly CanonicalId[];
}

/**
 * The account's tree with more activities in it (bridge-spec sections 1, 5 and 6): pages, object files, Tombstones, actor,
 * featured, outbox. Signs the documents that changed and no others: for one post the newest page, outbox and featured.
 * The form of new ids, and of outbox, inbox and featured, is that of the actor's id (bridge-spec section 2).
 * Changes nothing when all activities are there already.
 * @throws MissingBlockError when a block of the old tree that is needed is not on this device: fetch it and try again.
 */
export async function updateAccountTree(options: AccountTreeOptions): Promise<AccountTreeUpdate> {
  const { signer, nowMs } = options;
  const tree = createTreeDraft(options.store, options.root, signer.did);
  const paths = accountPaths(signer.did);
  const present = await tree.document(paths.actor);
  const actor = present ?? options.actor;
  if (actor === undefined) throw new TypeError('a new account needs its actor');
  for (const one of [actor, options.actor])
    if (one !== undefined && canonicalId(textOf(one, 'id') ?? '') !== accountId(signer.did, 'actor'))
      throw new TypeError('not the actor of this account');
  const outbox = await openOutbox(tree);
  const featuredBefore = await tree.document(paths.featured);
  const featured = createFeaturedDraft(featuredBefore, outbox);

  if (present === undefined || (options.actor !== undefined && versionOf(options.actor) > versionOf(present)))
    tree.put(paths.actor, options.actor ?? actor);
  for (const media of options.media ?? []) {
    const path = treePathOfMedia(media);
    if (!(await tree.has(path))) tree.putBytes(path, media.bytes);
  }
  for (const [path, bytes] of options.files ?? []) tree.putBytes(path, bytes);
  for (const path of options.removeMedia ?? []) tree.putBytes(path, null);

  const appended: CanonicalId[] = [];
  const known = await knownIds(outbox, options.activities);
  const inTree = await tree.document(paths.actor);
  const target: ActivityTarget = {
    tree,
    outbox,
    featured,
    signer,
    embeddedIn: options.embeddedIn,
    origin: originOfId(textOf(inTree, 'id')),
  };
  for (const { activity } of options.activities) {
    const id = activityId(activity);
    if (id === undefined || !id.startsWith(`${accountId(signer.did, 'outbox')}#`))
      throw new TypeError('not an activity of this account');
    if (known.has(id)) continue;
    known.add(id);
    appended.push(id);
    await applyActivity(target, activity);
  }

  const createdAt = timestampOf(nowMs);
  const { origin } = target;
  const isMoved = origin !== originOfId(textOf(present, 'id'));
  if (isMoved || !(await tree.has(paths.inbox)))
    tree.put(paths.inbox, await signDocument(buildInbox(signer.did, origin), signer, createdAt));
  if (
    isMoved ||
    featuredBefore === undefined ||
    canonicalize([...featured.ids]) !== canonicalize(featuredBefore['orderedItems'] ?? [])
  )
    tree.put(paths.featured, await signDocument(buildFeatured(signer.did, featured.ids, origin), signer, createdAt));
  await outbox.finish(signer, nowMs, origin);
  return { ...(await tree.finish()), totalItems: outbox.totalItems, appended };
}

/**
 * Ids on the pages where one of `activities` might already be: from the newest page down to the first one whose record keys are
 * all older. After two devices published apart this reaches back to where they parted.
 */
async function knownIds(outbox: OutboxDraft, activities: readonly TreeActivity[]): Promise<Set<CanonicalId>> {
  const known = new Set<CanonicalId>();
  const oldest = activities
    .map(({ activity }) => rkeyOfActivity(activity) ?? '')
    .reduce((low, rkey) => (rkey < low ? rkey : low), '~');
  if (oldest === '~') return known;
  for (let page = outbox.newestPage; page >= 0; page--) {
    const items = (await outbox.page(page)) ?? [];
    for (const item of items) {
      const id = activityId(item);
      if (id !== undefined) known.add(id);
    }
    if (items.length > 0 && items.every((item) => (rkeyOfActivity(item) ?? '') < oldest)) break;
  }
  return known;
}
