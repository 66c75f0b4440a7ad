import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PostRecord } from '../../src/protocol/ports/records.ts';
import type { AccountStore, PageRequest } from '../../src/protocol/ports/store.ts';
import { ana, batch, bo, post, postId } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

/** All pages of a timeline, one after the other. */
async function walk(read: (page: PageRequest) => Promise<PostRecord[]>, limit: number): Promise<string[]> {
  const found: string[] = [];
  let page: PageRequest = { limit };
  for (;;) {
    const posts = await read(page);
    found.push(...posts.map(({ id }) => id));
    const last = posts.at(-1);
    if (last === undefined) return found;
    page = { limit, before: { atMs: last.atMs, id: last.id } };
  }
}

const reply = (id: string, atMs: number): PostRecord => post(id, { atMs, home: 0, inReplyTo: postId('root') });

export function describeTimelines(harness: StoreHarness): void {
  describe('timelines', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    it('pages through home newest first; posts of one moment are neither lost nor doubled', async () => {
      const posts = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id, index) => post(id, { atMs: index < 5 ? 100 : 200 }));
      await store.ingest(batch({ posts: [...posts, post('thread', { home: 0, atMs: 150 })] }));
      const expected = ['g', 'f', 'e', 'd', 'c', 'b', 'a'].map(postId);
      for (const limit of [1, 2, 3, 7, 40]) expect(await walk((page) => store.home(page), limit)).toEqual(expected);
    });

    it('pages through one author, home or not', async () => {
      await store.ingest(
        batch({ posts: [post('a', { atMs: 1 }), post('b', { atMs: 2, author: bo }), post('c', { atMs: 3, home: 0 })] }),
      );
      expect(await walk((page) => store.byAuthor(ana, page), 1)).toEqual([postId('c'), postId('a')]);
      expect(await walk((page) => store.byAuthor(bo, page), 5)).toEqual([postId('b')]);
    });

    it('answers an odd limit with a bounded page', async () => {
      await store.ingest(batch({ posts: [post('a'), post('b')] }));
      for (const limit of [0, -1, Number.NaN]) expect(await store.home({ limit })).toEqual([]);
      expect(await store.home({ limit: 1.5 })).toHaveLength(1);
      expect(await store.home({ limit: Number.POSITIVE_INFINITY })).toHaveLength(2);
    });

    it('gives posts back as they came', async () => {
      const rich = post('a', {
        inReplyTo: postId('r'),
        boostOf: postId('x'),
        provenance: { type: 'host', host: 'example.org' },
        content: ['text', { tag: 'a', href: 'https://example.org/', kind: 'mention', children: ['@a'] }],
      });
      await store.ingest(batch({ posts: [rich] }));
      expect(await store.home({ limit: 1 })).toEqual([rich]);
    });

    it('lists replies oldest first, of that post only', async () => {
      await store.ingest(batch({ posts: [reply('c', 3), reply('a', 1), reply('b', 2), post('root')] }));
      await store.ingest(batch({ posts: [post('z', { inReplyTo: postId('root2') })] }));
      expect((await store.replies(postId('root'))).map(({ id }) => id)).toEqual(['a', 'b', 'c'].map(postId));
      expect(await store.replies(postId('a'))).toEqual([]);
    });

    it('hides and shows one author at home, however many posts', async () => {
      const posts = Array.from({ length: 1203 }, (_, index) => post(`p${index}`, { atMs: index % 7 }));
      await store.ingest(batch({ posts: [...posts, post('b', { author: bo })] }));
      await store.setHome([ana], 0);
      expect((await store.home({ limit: 1000 })).map(({ id }) => id)).toEqual([postId('b')]);
      expect((await store.post(postId('p5')))?.home).toBe(0);
      await store.setHome([ana], 1);
      expect(await walk((page) => store.home(page), 500)).toHaveLength(1204);
    });

    it('does not show deleted posts again when their author is followed', async () => {
      await store.ingest(batch({ posts: [post('a', { home: 0 })] }));
      await store.ingest(batch({ deletedPosts: [{ id: postId('a'), author: ana, atMs: 1 }] }));
      await store.setHome([ana], 1);
      expect(await store.home({ limit: 9 })).toEqual([]);
    });
  });
}
