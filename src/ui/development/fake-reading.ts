import type { ObjectId } from '../../protocol/brand.ts';
import type { ThreadView, PostView } from '../../services/app-api.ts';
import { digest } from '../../services/catch-up/digest.ts';
import type { ReadingDesk } from '../../services/reading/reading-api.ts';
import { pause } from './fake-listing.ts';

/** Catching up, versions and gaps over posts in memory. */
export function createFakeReading(posts: () => readonly PostView[], nowMs: () => number): ReadingDesk {
  return {
    async catchUp(sinceMs, options) {
      await pause(200);
      const recent = posts().filter(({ cursor, author }) => cursor.atMs > sinceMs && !author.me);
      options?.onProgress?.(recent.length);
      return digest(recent, { sinceMs, untilMs: nowMs(), isCut: false });
    },
    async versions(id) {
      const post = posts().find((one) => one.id === id);
      if (post === undefined) return [];
      const first = {
        atMs: post.atMs,
        content: [{ tag: 'p' as const, children: ['How to move a hive. More soon.'] }],
        attached: [],
      };
      return [{ atMs: post.editedMs ?? post.atMs, content: post.content, attached: [] }, first];
    },
    async seek() {
      await pause(600);
      return false;
    },
  };
}

/** A conversation with gaps, and answers to answers deeper than a phone is wide. */
export function sampleThread(posts: readonly PostView[], id: ObjectId): ThreadView | undefined {
  const post = posts.find((item) => item.id === id);
  if (post === undefined) return undefined;
  if (posts.length < 40) return { ancestors: [], post, replies: [], missing: 0, isCut: false };
  const depths = [1, 2, 3, 4, 5, 6, 7, 2, 1, 1, 2];
  const replies = posts
    .slice(20, 20 + depths.length)
    .map((reply, index) => ({ depth: depths[index] ?? 1, post: reply, missing: index === 4 ? 2 : 0 }));
  return { ancestors: [{ gap: 'https://example.org/gone' as ObjectId }], post, replies, missing: 3, isCut: false };
}
