import type { CID } from 'multiformats/cid';
import { checkDocument, checkPage, type CheckedActivity } from '../../protocol/activity-streams/check.ts';
import { activityId } from '../../protocol/activity-streams/build-activity.ts';
import type { ObjectId } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountPaths, pagePath } from '../../protocol/identity/paths.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import { applyActivities } from '../../protocol/reader/apply.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { adoptMedia } from './adopt-media.ts';
import { adoptedRecord, verifiedActivity } from './adopted-record.ts';
import { changedPages } from './changed-pages.ts';
import { copyTree } from './copy-tree.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

export interface AdoptOptions {
  readonly signal?: AbortSignal;
  /** Activities read so far, of how many. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** `unreachable`: nobody has it now. `invalid`: what was found under the own name does not hold together. */
export type AdoptError = { readonly type: 'unreachable' | 'invalid'; readonly reason: string };

const copyLimitMs = 10 * 60 * 1000;

/**
 * Takes in what another device (or this account, before a restore) has published: copies the tree, checks every document, and
 * adds its activities to the outbox of this device. Answers the ids on the pages that differ from those of `base`, the own tree
 * (all pages without one). May be repeated.
 */
export async function adoptHead(
  dependencies: PublisherDependencies,
  head: Head,
  base: CID | undefined,
  options: AdoptOptions = {},
): Promise<Result<ReadonlySet<ObjectId>, AdoptError>> {
  const { store, verifier } = dependencies;
  const timeout = AbortSignal.timeout(copyLimitMs);
  const copied = await copyTree(store.blocks, dependencies.network, {
    name: didToIpnsName(store.did),
    root: head.root,
    base,
    via: dependencies.gateways(),
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  });
  if (!copied.ok) return err({ type: 'unreachable', reason: copied.error.reason });

  const bytes = await readPath(store.blocks, head.root, accountPaths(store.did).outbox);
  const outbox = bytes && (await checkDocument(bytes, store.did, verifier, 'outbox'));
  if (!outbox?.ok) return err({ type: 'invalid', reason: outbox?.error.detail ?? 'there is no outbox' });
  const ids = new Set<ObjectId>();
  for (const page of await changedPages(store.blocks, store.did, head.root, base)) {
    const activities = await readPage(dependencies, head.root, page);
    if (!activities.ok) return activities;
    for (const id of await adoptActivities(dependencies, head, activities.value)) ids.add(id);
    options.onProgress?.({ done: ids.size, total: outbox.value.value.totalItems });
  }
  const known = (await store.waitingKeys()).filter((rkey) => ids.has(activityId(store.did, rkey)));
  if (known.length > 0) await store.markPublished(known, head.sequence);
  return ok(ids);
}

/** Activities of a page, oldest first; refused ones are left out. */
async function readPage(
  { store, verifier }: PublisherDependencies,
  root: CID,
  page: number,
): Promise<Result<CheckedActivity[], AdoptError>> {
  const bytes = await readPath(store.blocks, root, pagePath(store.did, page));
  if (!bytes) return err({ type: 'invalid', reason: `page ${page} of the outbox is missing` });
  const checked = await checkPage(bytes, store.did, verifier);
  if (!checked.ok) return err({ type: 'invalid', reason: `page ${page} of the outbox: ${checked.error.detail}` });
  return ok(checked.value.activities.flatMap((activity) => (activity.ok ? [activity.value] : [])).toReversed());
}

async function adoptActivities(
  dependencies: PublisherDependencies,
  head: Head,
  activities: readonly CheckedActivity[],
): Promise<ObjectId[]> {
  const { store, clock, htmlToRichText } = dependencies;
  const verified = activities.flatMap((activity) => verifiedActivity(store.did, activity) ?? []);
  const records: OutboxRecord[] = verified.map((activity) => adoptedRecord(activity, head.sequence));
  const effects = applyActivities({
    did: store.did,
    me: store.did,
    activities: verified,
    home: 1,
    // Clocks of one's own devices are believed within an hour: then a post stands in the same place on all of them.
    nowMs: clock.nowMs() + 3_600_000,
    htmlToRichText,
  });
  await store.adoptOwn(records, effects);
  const endedAtMs = effects.person?.endedAtMs;
  // Another device has ended the account: nothing more is said here either.
  if (endedAtMs !== undefined)
    await dependencies.device.changeAccount(store.did, (record) => ({ ...record, closedAtMs: record.closedAtMs ?? endedAtMs }));
  await adoptMedia(store, head.root, verified);
  return records.map(({ id }) => id);
}
