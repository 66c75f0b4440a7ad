import type { ObjectId } from '../../protocol/brand.ts';
import type { FollowOptions, RemoteFollowRecord } from '../../protocol/ports/fediverse.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';

export interface WantedFollow {
  readonly id: ObjectId;
  readonly options?: FollowOptions;
}

/** What applies to a new follow unless it says otherwise. */
export const everything: FollowOptions = { showBoosts: true, notify: false, languages: [] };

/**
 * Follows people on servers who are known here, at once; what is stored of them comes into the home timeline. Whoever is
 * followed already stays as they are, those who are not known are left out. Reading them begins in the tab that runs the network.
 */
export async function followRemote(store: AccountStore, people: readonly WantedFollow[], nowMs: number): Promise<void> {
  const ids = people.map(({ id }) => id);
  const [before, states] = await Promise.all([store.remote.followsOf(ids), store.remote.readStatesOf(ids)]);
  const follows: RemoteFollowRecord[] = [];
  for (const [place, { id, options = everything }] of people.entries()) {
    const known = before[place];
    if (known !== undefined && !known.removed) continue;
    const acct = known?.acct ?? states[place]?.acct;
    if (acct === undefined) continue;
    follows.push({ id, acct, options, stampMs: nextStamp(nowMs, known), removed: false });
  }
  if (follows.length === 0) return;
  await store.remote.putFollows(follows);
  await store.setHome(
    follows.map(({ id }) => id),
    1,
  );
}
