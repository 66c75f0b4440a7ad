import type { Did, ObjectId } from '../protocol/brand.ts';
import type { FollowOptions } from '../protocol/ports/fediverse.ts';
import type { ModerationRecord } from '../protocol/ports/records.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { nextStamp } from '../protocol/private-state/stamp.ts';
import { isDid } from './addresses.ts';

/** Stops following. The record stays, marked removed, so that other devices learn of it; their posts leave the home timeline. */
export async function unfollow(store: AccountStore, id: Did | ObjectId, nowMs: number): Promise<void> {
  const changed = await changeFollow(store, id, { removed: true }, nowMs);
  if (changed) await store.setHome([id], 0);
}

/** What one wants of somebody one follows; nothing changes for people who are not followed. */
export async function setFollowOptions(
  store: AccountStore,
  id: Did | ObjectId,
  options: FollowOptions,
  nowMs: number,
): Promise<void> {
  await changeFollow(store, id, { options }, nowMs);
}

async function changeFollow(
  store: AccountStore,
  id: Did | ObjectId,
  change: { readonly removed: true } | { readonly options: FollowOptions },
  nowMs: number,
): Promise<boolean> {
  const follow = isDid(id) ? await store.followOf(id) : undefined;
  const [remote] = isDid(id) ? [] : await store.remote.followsOf([id]);
  const stampMs = nextStamp(nowMs, follow ?? remote);
  if (follow?.removed === false) await store.putFollow({ ...follow, ...change, stampMs });
  if (remote?.removed === false) await store.remote.putFollows([{ ...remote, ...change, stampMs }]);
  return (follow ?? remote)?.removed === false;
}

/** Of a mute. `untilMs`: it ends by itself. */
export type MuteOptions = Pick<ModerationRecord, 'untilMs' | 'hidesNotifications'>;

/** Sets or lifts a block or mute; lifting is remembered too. */
export async function setModeration(
  store: AccountStore,
  kind: 'block' | 'mute',
  target: Did | ObjectId,
  active: boolean,
  nowMs: number,
  options: MuteOptions = {},
): Promise<void> {
  const known = (await store.moderation()).find((entry) => entry.target === target && entry.kind === kind);
  const isSame = known?.untilMs === options.untilMs && known?.hidesNotifications === options.hidesNotifications;
  if ((known !== undefined && !known.removed) === active && (!active || isSame)) return;
  await store.putModeration({ target, kind, removed: !active, stampMs: nextStamp(nowMs, known), ...(active && options) });
}
