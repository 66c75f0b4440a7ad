import { buildTombstone } from '../activity-streams/build-tombstone.ts';
import type { CanonicalId, Rkey, Timestamp } from '../brand.ts';
import { accountPaths, basePath, idToTreePath } from '../identity/paths.ts';
import { parseRkey } from '../identity/rkey.ts';
import { originOfId } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import type { Signer } from '../ports/crypto.ts';
import { signDocument } from '../proof/proof.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { embeddedObject, objectIdOf, textOf, versionOf } from './documents.ts';
import type { FeaturedDraft } from './featured.ts';
import { findPageOf, findPagesEmbedding, pageEmbeds } from './find-pages.ts';
import type { OutboxDraft } from './outbox-draft.ts';
import type { TreeDraft } from './tree-draft.ts';

/** What one activity may change. */
export interface ActivityTarget {
  readonly tree: TreeDraft;
  readonly outbox: OutboxDraft;
  readonly featured: FeaturedDraft;
  readonly signer: Signer;
  readonly embeddedIn: ((id: CanonicalId) => Promise<readonly Rkey[]>) | undefined;
  /** Web origin under which the account writes ids now; an Update of its actor may change it. */
  origin: string | undefined;
}

/** Appends one own activity and does to the object files and pages what it says (bridge-spec section 6). */
export async function applyActivity(target: ActivityTarget, activity: JsonObject): Promise<void> {
  if (activity['type'] === 'Delete') {
    await deleteObject(target, activity);
    await target.outbox.append(activity, target.origin);
    return;
  }
  const embedded = embeddedObject(activity);
  const path = embedded === undefined ? undefined : ownPath(target, embedded.id);
  if (embedded === undefined || path === undefined) {
    await target.outbox.append(activity, target.origin);
    return;
  }
  const stored = await target.tree.document(path);
  if (stored?.['type'] === 'Tombstone' && embedded.object['type'] !== 'Tombstone') {
    // Deleted on another device meanwhile: the post stays deleted, and this activity must not carry it back.
    await target.outbox.append(await bury(target, activity, stored), target.origin);
    return;
  }
  if (stored === undefined || versionOf(embedded.object) > versionOf(stored)) {
    target.tree.put(path, embedded.object);
    // What moves the account begins the first page of the new form.
    if (path === accountPaths(target.tree.did).actor) target.origin = originOfId(textOf(embedded.object, 'id'));
  }
  await target.outbox.append(activity, target.origin);
  target.featured.add(activity);
}

async function deleteObject(target: ActivityTarget, activity: JsonObject): Promise<void> {
  const { tree, outbox, signer } = target;
  const id = objectIdOf(activity);
  const path = id === undefined ? undefined : ownPath(target, id);
  if (id === undefined || path === undefined) return;
  const stored = await tree.document(path);
  if (stored?.['type'] === 'Tombstone') return;
  // Everything about the Tombstone comes from the Delete, so that two devices that replay it write the same bytes.
  const deleted = timestampOf(Date.parse(textOf(activity, 'published') ?? ''));
  const tombstone = await signDocument(
    buildTombstone({
      did: tree.did,
      // As it was written, whatever form new ids have by now.
      id: textOf(stored, 'id') ?? textOf(activity, 'object') ?? id,
      attributedTo: textOf(stored, 'attributedTo'),
      formerType: textOf(stored, 'type') ?? 'Note',
      published: textOf(stored, 'published') as Timestamp | undefined,
      deleted,
    }),
    signer,
    deleted,
  );
  tree.put(path, tombstone);
  if (stored === undefined) return;
  for (const page of await findPagesEmbedding(outbox, id, await rkeysOf(target, id, stored))) {
    const items = await outbox.page(page);
    if (items === undefined) continue;
    outbox.replace(
      page,
      await Promise.all(items.map((item) => (embeddedObject(item)?.id === id ? bury(target, item, tombstone) : item))),
    );
  }
  await target.featured.remove(id);
}

/** The same activity with the Tombstone in the object's place, signed again. */
function bury(target: ActivityTarget, activity: JsonObject, tombstone: JsonObject): Promise<JsonObject> {
  const { proof: _, ...unsigned } = activity;
  const deleted = timestampOf(Date.parse(textOf(tombstone, 'deleted') ?? ''));
  return signDocument({ ...unsigned, object: tombstone }, target.signer, deleted);
}

/**
 * Where to look for the activities that embed an object. Without the caller's knowledge, an object that was never edited is only in
 * its Create, which normally has the object's own record key.
 */
async function rkeysOf(target: ActivityTarget, id: CanonicalId, stored: JsonObject): Promise<readonly Rkey[] | undefined> {
  const known = await target.embeddedIn?.(id);
  if (known !== undefined && known.length > 0) return known;
  const rkey = parseRkey(id.slice(id.lastIndexOf('/') + 1, -'.jsonld'.length));
  const isEdited = stored['updated'] !== undefined;
  if (isEdited || rkey === undefined) return undefined;
  const page = await findPageOf(target.outbox, rkey);
  const items = page === undefined ? undefined : await target.outbox.page(page);
  return items !== undefined && pageEmbeds(items, id) ? [rkey] : undefined;
}

/** Tree path of an own object or of the actor; undefined for everything else, which activities of this account cannot change. */
function ownPath(target: ActivityTarget, id: CanonicalId): string | undefined {
  const { did } = target.tree;
  const path = idToTreePath(id);
  if (path === undefined || id.includes('#')) return undefined;
  return path === accountPaths(did).actor || path.startsWith(`${basePath(did).slice(1)}/o/`) ? path : undefined;
}
