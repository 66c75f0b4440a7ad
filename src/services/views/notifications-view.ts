import type { NotificationRecord } from '../../protocol/ports/records.ts';
import type { PageRequest } from '../../protocol/ports/store.ts';
import type { Listing, NotificationView } from '../app-api.ts';
import { loadPeople, loadPostViews, personContext, type ViewParts } from './load-posts.ts';
import { personView } from './person-view.ts';
import { isHidden } from './relations.ts';

/** Newest first. Of blocked people nothing is told, and of muted ones unless their mute says so. */
export async function notificationViews(parts: ViewParts, page: PageRequest): Promise<Listing<NotificationView>> {
  const records = await parts.store.notifications(page);
  const context = await personContext(parts);
  const { relations } = context;
  const muted = new Set([...relations.muted].filter((target) => !relations.heard.has(target)));
  const audible = { ...relations, muted };
  const people = await loadPeople(parts.store, [...new Set(records.map((record) => record.actor))]);
  const shown = records.filter((record) => !isHidden(audible, record.actor, people.get(record.actor)?.username));
  const posts = await loadPosts(
    { ...parts, place: 'notifications', relations: { ...parts.relations, get: async () => audible } },
    shown,
  );
  const last = records.at(-1);
  // Told because of a post that is not to be seen here: then not at all.
  const told = shown.filter(
    ({ type, objectId }) => !aboutWords.has(type) || objectId === undefined || posts.get(objectId) !== null,
  );
  return {
    items: told.map((record) => ({
      id: record.id,
      type: record.type,
      actor: personView(record.actor, people.get(record.actor), context),
      post: record.objectId === undefined ? undefined : (posts.get(record.objectId) ?? undefined),
      atMs: record.atMs,
      read: record.read,
    })),
    next: last === undefined || records.length < page.limit ? undefined : { atMs: last.atMs, id: last.id },
  };
}

const aboutWords: ReadonlySet<string> = new Set<NotificationRecord['type']>(['reply', 'mention', 'conversation', 'post']);

async function loadPosts(parts: ViewParts, records: readonly NotificationRecord[]) {
  const ids = [...new Set(records.flatMap((record) => record.objectId ?? []))];
  const found = ids.length === 0 ? [] : await parts.store.posts(ids);
  const views = await loadPostViews(
    parts,
    found.flatMap((record) => record ?? []),
  );
  const byKey = new Map<string, (typeof views)[number]>(views.map((view) => [view.key, view]));
  // null: on this device, and hidden.
  return new Map(found.flatMap((record) => (record === undefined ? [] : [[record.id, byKey.get(record.id) ?? null] as const])));
}
