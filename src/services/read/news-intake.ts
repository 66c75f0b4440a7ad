import { checkActivity } from '../../protocol/activity-streams/check.ts';
import type { IpnsName } from '../../protocol/brand.ts';
import { createBudget } from '../../protocol/budget.ts';
import { canonicalId, ipnsNameToDid } from '../../protocol/identity/ids.ts';
import type { FollowRecord } from '../../protocol/ports/records.ts';
import { applyActivities } from '../../protocol/reader/apply.ts';
import { withPostNotifications } from './notify-posts.ts';
import type { ReadParts } from './read-parts.ts';

const newsByteLimit = 64 * 1024;
/** Older than this it is history, which comes with the tree, and stays away when it was deleted there. */
const freshMs = 10 * 60_000;
const newsAtOnce = 20;
const newsPerSecond = 0.5;
const newsTypes = new Set(['Create', 'Update', 'Announce']);

/**
 * Takes in a signed activity that came ahead of the tree it will be in, so that a post is seen before its author's pages are built and
 * fetched. Only of followed accounts that were read before, only fresh ones, and each by its own proof (bridge-spec section 8, `check`);
 * the tree, which follows, is what counts. False when it is not taken: nothing is lost, it comes with the tree.
 */
export function createNewsIntake(parts: ReadParts): (name: IpnsName, bytes: Uint8Array) => Promise<boolean> {
  const { store, clock, verifier } = parts;
  const budget = createBudget({ burst: newsAtOnce, perSecond: newsPerSecond });

  async function followed(name: IpnsName): Promise<FollowRecord | undefined> {
    const did = ipnsNameToDid(name);
    const found = did && (await store.followOf(did));
    if (found === undefined || found.removed) return undefined;
    const state = await store.syncState(found.did);
    return state !== undefined && state.lastReadMs > 0 ? found : undefined;
  }

  return async (name, bytes) => {
    if (bytes.length > newsByteLimit) return false;
    const follow = await followed(name);
    const nowMs = clock.nowMs();
    if (follow === undefined) return false;
    const { did } = follow;
    if (!budget.take(did, nowMs)) return false;
    const checked = await checkActivity(bytes, did, verifier);
    if (!checked.ok) return false;
    const { document, value, object } = checked.value;
    const id = canonicalId(value.id);
    const age = nowMs - Date.parse(value.published);
    if (id === undefined || !newsTypes.has(value.type) || !(Math.abs(age) <= freshMs)) return false;
    const batch = applyActivities({
      did,
      activities: [{ id, account: did, type: value.type, activity: document, object: object?.document }],
      me: store.did,
      home: 1,
      nowMs,
      htmlToRichText: parts.htmlToRichText,
    });
    await store.ingest(follow.options?.notify === true ? await withPostNotifications(store, did, batch, nowMs) : batch);
    return true;
  };
}
