import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import type { ListMemberRecord, MemberId } from '../../protocol/ports/collections.ts';
import type { ModerationRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';

export interface LearnedId {
  readonly acct: AcctUri;
  readonly id: ObjectId;
}

/** Puts ids in place of addresses, in lists, blocks and mutes, once it is known who stands behind them. What is removed stays so. */
export async function learnIds(store: AccountStore, learned: readonly LearnedId[], nowMs: number): Promise<void> {
  const ids = new Map<MemberId, ObjectId>(learned.map(({ acct, id }) => [acct, id]));
  const [members, moderation] = await Promise.all([store.collections.members(), store.moderation()]);
  const stamp = (...known: readonly ({ readonly stampMs: number } | undefined)[]): number => nextStamp(nowMs, ...known);

  const movedMembers = members.flatMap((entry): ListMemberRecord[] => {
    const id = ids.get(entry.member);
    if (id === undefined || entry.removed) return [];
    const there = members.find(({ list, member }) => list === entry.list && member === id);
    const gone = { ...entry, removed: true, stampMs: stamp(entry) };
    return there?.removed === false ? [gone] : [gone, { ...entry, member: id, stampMs: stamp(entry, there) }];
  });
  if (movedMembers.length > 0) await store.collections.putLists([], movedMembers);

  const movedEntries = moderation.flatMap((entry): ModerationRecord[] => {
    const id = ids.get(entry.target);
    if (id === undefined || entry.removed) return [];
    const there = moderation.find(({ target, kind }) => kind === entry.kind && target === id);
    const gone = { ...entry, removed: true, stampMs: stamp(entry) };
    return there?.removed === false ? [gone] : [gone, { ...entry, target: id, stampMs: stamp(entry, there) }];
  });
  if (movedEntries.length > 0) await store.putModerations(movedEntries);
}

/** Addresses that `learnIds` would put ids in place of. */
export async function unknownAddresses(store: AccountStore): Promise<Set<AcctUri>> {
  const [members, moderation] = await Promise.all([store.collections.members(), store.moderation()]);
  const targets = [
    ...members.flatMap(({ member, removed }) => (removed ? [] : [member])),
    ...moderation.flatMap(({ target, removed }) => (removed ? [] : [target])),
  ];
  return new Set(targets.filter((target): target is AcctUri => target.startsWith('acct:')));
}
