import type { NotificationRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, Cursor } from '../../protocol/ports/store.ts';
import type { PrivateEntry } from '../../protocol/private-state/entry.ts';

const portion = 200;
/** Notifications looked at when a marker comes in; older ones were read long ago or never will be. */
const mostLookedAt = 2_000;
/** A marker of a device whose clock is ahead must not hide what is still to come. */
const aheadMs = 86_400_000;

/**
 * Marks all notifications as read, here and, with the next publish, on the other devices of the account. The stamp of a read marker
 * is the date up to which everything was read, so that of two devices the one that got further wins.
 */
export async function markAllRead(store: AccountStore): Promise<void> {
  const [newest] = await store.notifications({ limit: 1 });
  await store.markRead('all');
  if (newest === undefined) return;
  await store.privateEntries.put([{ kind: 'read-marker', id: 'notifications', stampMs: newest.atMs, removed: false }]);
}

/** What another device has read counts as read here. What arrives later, whatever its date, is news: nobody has seen it yet. */
export async function markReadUpTo(store: AccountStore, entries: readonly PrivateEntry[], nowMs: number): Promise<void> {
  const marker = entries.find(({ kind, id, removed }) => kind === 'read-marker' && id === 'notifications' && !removed);
  if (marker === undefined || marker.stampMs > nowMs + aheadMs) return;
  let before: Cursor | undefined = { atMs: marker.stampMs + 1, id: '' };
  const unread: string[] = [];
  for (let seen = 0; before !== undefined && seen < mostLookedAt; seen += portion) {
    const page: NotificationRecord[] = await store.notifications({ before, limit: portion });
    unread.push(...page.flatMap(({ id, read }) => (read ? [] : [id])));
    const last = page.at(-1);
    before = last && page.length === portion ? { atMs: last.atMs, id: last.id } : undefined;
  }
  if (unread.length > 0) await store.markRead(unread);
}
