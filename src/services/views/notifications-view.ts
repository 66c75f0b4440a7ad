import type { NotificationRecord } from '../../protocol/ports/records.ts';
import type { PageRequest } from '../../protocol/ports/store.ts';
import type { Listing, NotificationView } from '../app-api.ts';
import { loadPeople, loadPostViews, personContext, type ViewParts } from './load-posts.ts';
import { personView } from './person-view.ts';
import { isHidden } from './relations.ts';

/** Newest first. Of blocked and muted people nothing is told. */
export async function notificationViews(parts: ViewParts, page: PageRequest): Promise<Listing<NotificationView>> {
  const records = await parts.store.notifications(page);
  const context = await personContext(parts);
  const shown = records.filter((record) => !isHidden(context.relations, record.actor));
  const [people, posts] = await Promise.all([
    loadPeople(parts.store, [...new Set(shown.map((record) => record.actor))]),
    loadPosts(parts, shown),
  ]);
  const last = records.at(-1);
  return {
    items: shown.map((record) => ({
      id: record.id,
      type: record.type,
      actor: personView(record.actor, people.get(record.actor), context),
      post: record.objectId === undefined ? undefined : posts.get(record.objectId),
      atMs: record.atMs,
      read: record.read,
    })),
    next: last === undefined || records.length < page.limit ? undefined : { atMs: last.atMs, id: last.id },
  };
}

async function loadPosts(parts: ViewParts, records: readonly NotificationRecord[]) {
  const ids = [...new Set(records.flatMap((record) => record.objectId ?? []))];
  const found = ids.length === 0 ? [] : await parts.store.posts(ids);
  const views = await loadPostViews(
    parts,
    found.flatMap((record) => record ?? []),
  );
  return new Map<string, (typeof views)[number]>(views.map((view) => [view.key, view]));
}
