import type { NotificationRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import { newestFirst } from '../newest-first.ts';
import type { AccountDatabase } from './account-database.ts';
import type { StoredNotification } from './account-schema.ts';

export function toStoredNotification({ read, ...rest }: NotificationRecord): StoredNotification {
  return read ? rest : { ...rest, unread: 1 };
}

function fromStoredNotification({ unread, ...rest }: StoredNotification): NotificationRecord {
  return { ...rest, read: unread === undefined };
}

/** What happened to me, newest first, and which of it I have seen. */
export function notificationRepository(
  database: AccountDatabase,
): Pick<AccountStore, 'notifications' | 'unreadCount' | 'markRead'> {
  return {
    notifications: (page) =>
      database.read(['notifications'], async (transaction) => {
        const index = transaction.objectStore('notifications').index('atMs');
        return (await newestFirst(index, [], page)).map(fromStoredNotification);
      }),
    unreadCount: () =>
      database.read(['notifications'], (transaction) => transaction.objectStore('notifications').index('unread').count()),
    markRead: (ids) =>
      database.write(['notifications'], 'relaxed', async (transaction, touched) => {
        const store = transaction.objectStore('notifications');
        const found = ids === 'all' ? await store.index('unread').getAll() : await Promise.all(ids.map((id) => store.get(id)));
        for (const notification of found) {
          if (notification?.unread === undefined) continue;
          const { unread: _, ...read } = notification;
          queuePut(store, read);
          touched.add('notifications');
        }
      }),
  };
}
