import type { NotificationView, PostView } from '../../services/app-api.ts';
import { people, stranger } from './sample-people.ts';

export function sampleNotifications(posts: readonly PostView[], nowMs: number): NotificationView[] {
  const types = ['reply', 'like', 'boost', 'follow', 'mention'] as const;
  return Array.from({ length: 25 }, (_, index) => ({
    id: `n${index}`,
    type: types[index % types.length] ?? 'like',
    actor: people[index % people.length] ?? stranger,
    ...(index % types.length === 3 ? {} : { post: posts[index] }),
    atMs: nowMs - index * 3_600_000,
    read: index > 2,
  }));
}
