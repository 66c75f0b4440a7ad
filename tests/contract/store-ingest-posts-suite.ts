import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { ana, batch, bo, post, postId } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const nothing = { added: [], changed: [] };

const deletion = (id: string, author = ana) => batch({ deletedPosts: [{ id: postId(id), author, atMs: 2000 }] });

export function describeIngestPosts(harness: StoreHarness): void {
  describe('ingest of posts', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    it('adds what is new and says so', async () => {
      const posts = [post('a'), post('b', { home: 0, inReplyTo: postId('a') })];
      expect(await store.ingest(batch({ posts }))).toEqual({ added: [postId('a'), postId('b')], changed: [] });
      expect(await store.posts([postId('b'), postId('none'), postId('a')])).toEqual([posts[1], undefined, posts[0]]);
      expect(await store.post(postId('none'))).toBeUndefined();
    });

    it('lets the newer version win, whichever comes first', async () => {
      const old = post('a', { updatedMs: 1, content: ['old'] });
      const edited = post('a', { updatedMs: 2, content: ['edited'] });
      await store.ingest(batch({ posts: [old] }));
      expect(await store.ingest(batch({ posts: [edited] }))).toEqual({ added: [], changed: [postId('a')] });
      expect(await store.ingest(batch({ posts: [old] }))).toEqual(nothing);
      expect(await store.ingest(batch({ posts: [post('a', { updatedMs: 2, content: ['equal'] })] }))).toEqual(nothing);
      expect((await store.post(postId('a')))?.content).toEqual(['edited']);
    });

    it('keeps the place in the timeline through edits', async () => {
      await store.ingest(batch({ posts: [post('a', { atMs: 10, updatedMs: 10 })] }));
      await store.ingest(batch({ posts: [post('a', { atMs: 99, updatedMs: 11 })] }));
      expect((await store.post(postId('a')))?.atMs).toBe(10);
    });

    it('applies a batch in its own order: created, edited, deleted', async () => {
      const first = post('a', { updatedMs: 1 });
      const second = post('a', { updatedMs: 2, content: ['second'] });
      expect(await store.ingest(batch({ posts: [first, second] }))).toEqual({ added: [postId('a')], changed: [] });
      expect((await store.post(postId('a')))?.content).toEqual(['second']);
      const both = batch({ posts: [post('b')], deletedPosts: [{ id: postId('b'), author: ana, atMs: 5 }] });
      expect(await store.ingest(both)).toEqual(nothing);
      expect((await store.post(postId('b')))?.deleted).toBe(true);
    });

    it('ignores a version by somebody else', async () => {
      await store.ingest(batch({ posts: [post('a')] }));
      expect(await store.ingest(batch({ posts: [post('a', { author: bo, updatedMs: 9999 })] }))).toEqual(nothing);
      expect((await store.post(postId('a')))?.author).toBe(ana);
    });

    it('brings a known post into the home timeline when a followed copy comes, and never out of it', async () => {
      await store.ingest(batch({ posts: [post('a', { home: 0 })] }));
      expect(await store.ingest(batch({ posts: [post('a', { home: 1 })] }))).toEqual({ added: [], changed: [postId('a')] });
      await store.ingest(batch({ posts: [post('a', { home: 0, updatedMs: 5000 })] }));
      expect(await store.home({ limit: 9 })).toHaveLength(1);
    });

    it('deletes for good, and forgets the text', async () => {
      await store.ingest(batch({ posts: [post('a', { inReplyTo: postId('root') })] }));
      expect(await store.ingest(deletion('a'))).toEqual({ added: [], changed: [postId('a')] });
      expect(await store.ingest(deletion('a'))).toEqual(nothing);
      expect(await store.ingest(batch({ posts: [post('a', { updatedMs: 99_999 })] }))).toEqual(nothing);
      const left = await store.post(postId('a'));
      expect(left).toMatchObject({ id: postId('a'), author: ana, deleted: true, content: [], home: 0, atMs: 2000 });
      expect(JSON.stringify(left)).not.toContain('<p>');
      expect(await store.home({ limit: 9 })).toEqual([]);
      expect(await store.byAuthor(ana, { limit: 9 })).toEqual([]);
      expect(await store.replies(postId('root'))).toEqual([]);
    });

    it('takes a Tombstone among the posts as a deletion', async () => {
      await store.ingest(batch({ posts: [post('a')] }));
      const tombstone = post('a', { deleted: true, updatedMs: 3000, object: { id: postId('a'), type: 'Tombstone' } });
      expect(await store.ingest(batch({ posts: [tombstone] }))).toEqual({ added: [], changed: [postId('a')] });
      expect(await store.home({ limit: 9 })).toEqual([]);
    });

    it('remembers the deletion of a post that it never saw', async () => {
      expect(await store.ingest(deletion('a'))).toEqual(nothing);
      expect(await store.ingest(batch({ posts: [post('a')] }))).toEqual(nothing);
      expect(await store.home({ limit: 9 })).toEqual([]);
    });

    it('lets only the author delete, before or after', async () => {
      await store.ingest(batch({ posts: [post('a')] }));
      expect(await store.ingest(deletion('a', bo))).toEqual(nothing);
      expect((await store.post(postId('a')))?.deleted).toBeUndefined();
      await store.ingest(deletion('b', bo));
      expect(await store.ingest(batch({ posts: [post('b')] }))).toEqual({ added: [postId('b')], changed: [] });
      expect(await store.post(postId('b'))).toEqual(post('b'));
    });

    it('takes back a boost by its actor only, even when the Undo comes first', async () => {
      const boost = post('boost', { boostOf: postId('x') });
      await store.ingest(batch({ posts: [boost] }));
      expect(await store.ingest(batch({ undone: [{ id: boost.id, actor: bo }] }))).toEqual(nothing);
      expect(await store.ingest(batch({ undone: [{ id: boost.id, actor: ana }] }))).toEqual({ added: [], changed: [boost.id] });
      expect(await store.home({ limit: 9 })).toEqual([]);
      const late = post('late', { boostOf: postId('x') });
      await store.ingest(batch({ undone: [{ id: late.id, actor: ana }] }));
      expect(await store.ingest(batch({ posts: [late] }))).toEqual(nothing);
    });

    it('does not let an Undo delete an ordinary post', async () => {
      await store.ingest(batch({ posts: [post('a')] }));
      expect(await store.ingest(batch({ undone: [{ id: postId('a'), actor: ana }] }))).toEqual(nothing);
      expect(await store.home({ limit: 9 })).toHaveLength(1);
    });

    it('takes thousands at once, new and known mixed among others', async () => {
      const ids = Array.from({ length: 3000 }, (_, index) => String(index).padStart(5, '0'));
      const every = (step: number, offset: number) => ids.filter((_, index) => index % step === offset).map((id) => post(id));
      await store.ingest(batch({ posts: every(3, 0) }));
      await store.ingest(batch({ posts: every(3, 1) }));
      const mixed = [...every(3, 0), ...every(3, 2)];
      const outcome = await store.ingest(batch({ posts: mixed }));
      expect(outcome.added).toHaveLength(1000);
      expect(outcome.changed).toEqual([]);
      expect(await store.byAuthor(ana, { limit: 1000 })).toHaveLength(1000);
    });

    it('sees known posts in a small batch spread over many others', async () => {
      await store.ingest(batch({ posts: Array.from({ length: 2000 }, (_, index) => post(String(index).padStart(5, '0'))) }));
      const spread = Array.from({ length: 20 }, (_, index) => post(String(index * 99).padStart(5, '0')));
      expect(await store.ingest(batch({ posts: [...spread, post('zzz')] }))).toEqual({ added: [postId('zzz')], changed: [] });
    });
  });
}
