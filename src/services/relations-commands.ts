import type { Did, ObjectId } from '../protocol/brand.ts';
import type { AccountStore } from '../protocol/ports/store.ts';

/** Stops following. The record stays, marked removed, so that other devices learn of it; their posts leave the home timeline. */
export async function unfollow(store: AccountStore, did: Did, nowMs: number): Promise<void> {
  const follow = (await store.follows()).find((entry) => entry.did === did && !entry.removed);
  if (follow === undefined) return;
  await store.putFollow({ ...follow, removed: true, stampMs: Math.max(nowMs, follow.stampMs + 1) });
  await store.setHome(did, 0);
}

/** Sets or lifts a block or mute; lifting is remembered too. */
export async function setModeration(
  store: AccountStore,
  kind: 'block' | 'mute',
  target: Did | ObjectId,
  active: boolean,
  nowMs: number,
): Promise<void> {
  const known = (await store.moderation()).find((entry) => entry.target === target && entry.kind === kind);
  if ((known !== undefined && !known.removed) === active) return;
  await store.putModeration({ target, kind, removed: !active, stampMs: Math.max(nowMs, (known?.stampMs ?? 0) + 1) });
}
