import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { ListMemberRecord, MemberId } from '../../protocol/ports/collections.ts';
import type { ModerationRecord } from '../../protocol/ports/records.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';
import type { LaterParts } from '../later-parts.ts';
import { createFilterDesk } from '../filters/filter-desk.ts';
import { createBookmarkShelf } from './bookmark-shelf.ts';
import type { CollectionsDesk } from './collections-api.ts';
import { listTimeline } from './list-timeline.ts';
import { memberViews } from './member-views.ts';

export type * from './collections-api.ts';

const longestTitle = 100;

/** Lists, bookmarks, and whom one blocks and mutes, of the open account. */
export function createCollectionsDesk(parts: LaterParts): CollectionsDesk {
  const { store, clock, views } = parts;
  const { collections } = store;
  const shelf = createBookmarkShelf(parts);

  async function membersOf(list: string): Promise<readonly ListMemberRecord[]> {
    return (await collections.members(list)).filter(({ removed }) => !removed);
  }

  const after = (known: { readonly stampMs: number } | undefined): number => nextStamp(clock.nowMs(), known);

  async function active(kind: ModerationRecord['kind']): Promise<readonly ModerationRecord[]> {
    const entries = (await store.moderation()).filter((entry) => entry.kind === kind && !entry.removed);
    return entries.toSorted((one, other) => other.stampMs - one.stampMs);
  }

  async function lift(kind: ModerationRecord['kind'], target: MemberId): Promise<void> {
    const known = (await active(kind)).find((entry) => entry.target === target);
    if (known !== undefined) await store.putModeration({ ...known, removed: true, stampMs: after(known) });
  }

  const targetsOf = async (kind: ModerationRecord['kind'], isWanted: (target: MemberId) => boolean): Promise<MemberId[]> =>
    (await active(kind)).flatMap(({ target }) => (isWanted(target) ? [target] : []));

  return {
    filters: createFilterDesk(parts),
    async lists() {
      const [lists, members] = await Promise.all([collections.lists(), collections.members()]);
      const counts = new Map<string, number>();
      for (const { list, removed } of members) if (!removed) counts.set(list, (counts.get(list) ?? 0) + 1);
      const shown = lists.filter(({ removed }) => !removed).map(({ id, title }) => ({ id, title, members: counts.get(id) ?? 0 }));
      return shown.toSorted((one, other) => one.title.localeCompare(other.title));
    },
    async saveList(title, id) {
      const trimmed = title.trim();
      if (trimmed === '' || trimmed.length > longestTitle) throw new RangeError('a title has 1 to 100 characters');
      const known = (await collections.lists()).find((list) => list.id === id);
      const list = known?.id ?? crypto.randomUUID();
      await collections.putLists([{ id: list, title: trimmed, stampMs: after(known), removed: false }], []);
      return list;
    },
    async deleteList(id) {
      const known = (await collections.lists()).find((list) => list.id === id);
      if (known === undefined) return;
      const members = await membersOf(id);
      await collections.putLists(
        [{ ...known, removed: true, stampMs: after(known) }],
        members.map((member) => ({ ...member, removed: true, stampMs: after(member) })),
      );
    },
    async members(list) {
      const members = await membersOf(list);
      return memberViews(
        parts,
        members.map(({ member }) => member),
      );
    },
    async listsOf(member: Did | ObjectId) {
      const [lists, members] = await Promise.all([collections.lists(), collections.members()]);
      const alive = new Set(lists.flatMap(({ id, removed }) => (removed ? [] : [id])));
      return members.flatMap((entry) => (entry.member === member && !entry.removed && alive.has(entry.list) ? [entry.list] : []));
    },
    async setMember(list, member, isIn) {
      const known = (await collections.members(list)).find((entry) => entry.member === member);
      if ((known !== undefined && !known.removed) === isIn) return;
      await collections.putLists([], [{ list, member, removed: !isIn, stampMs: after(known) }]);
    },
    async listTimeline(list, page) {
      const members = await membersOf(list);
      return listTimeline(
        views,
        members.map(({ member }) => member),
        page,
      );
    },
    bookmarks: (page) => shelf.page(page),
    async setBookmark(id, isBookmarked) {
      const [known] = await collections.bookmarkRecords([id]);
      await collections.putBookmarks([{ id, removed: !isBookmarked, stampMs: after(known) }]);
    },
    blocked: async () => memberViews(parts, await targetsOf('block', (target) => !isHost(target))),
    async muted() {
      const mutes = (await active('mute')).filter(({ untilMs = Number.POSITIVE_INFINITY }) => untilMs > clock.nowMs());
      const views = await memberViews(
        parts,
        mutes.map(({ target }) => target),
      );
      return views.map((view, place) => ({ ...view, untilMs: mutes[place]?.untilMs }));
    },
    blockedHosts: () => targetsOf('block', isHost),
    unblock: (target) => lift('block', target),
    unmute: (target) => lift('mute', target),
  };
}

/** `https://host`, without a path. */
const isHost = (target: MemberId): boolean => /^https?:\/\/[^/]+$/.test(target);
