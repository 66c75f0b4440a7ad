import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rkey } from '../../src/protocol/brand.ts';
import type { OutboxRecord } from '../../src/protocol/ports/records.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { batch, draft, me, mediaRecord, outboxEntry, ownPost, post, postId, reaction } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const key = (text: string): Rkey => text as Rkey;
const published = (rkey: string): OutboxRecord => outboxEntry(rkey, { state: 'published', sequence: 4n });

export function describeOutbox(harness: StoreHarness): void {
  describe('own activities', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    it('stores activity, post and media together, drops the draft, and keeps all of it for the next start', async () => {
      await store.putDraft(draft('d'));
      const entry = outboxEntry('a', { media: ['zQmP'] });
      await store.addOwn(entry, batch({ posts: [ownPost('a')] }), [mediaRecord('zQmP')], 'd');
      const again = await device.openAgain();
      expect(await again.outboxRange(undefined, 10)).toEqual([entry]);
      expect(await again.post(entry.objectId)).toEqual(ownPost('a'));
      expect(await again.media('zQmP')).toEqual(mediaRecord('zQmP'));
      expect(await again.drafts()).toEqual([]);
      again.close();
    });

    it('refuses a record key that is taken, and then stores nothing of the entry', async () => {
      await store.putDraft(draft('d'));
      await store.addOwn(outboxEntry('a'), batch({ posts: [ownPost('a')] }), []);
      const second = outboxEntry('a', { objectId: postId('other') });
      await expect(store.addOwn(second, batch({ posts: [post('other')] }), [mediaRecord('zQm')], 'd')).rejects.toThrow();
      expect(await store.outboxFor(postId('other'))).toEqual([]);
      expect(await store.post(postId('other'))).toBeUndefined();
      expect(await store.media('zQm')).toBeUndefined();
      expect(await store.drafts()).toHaveLength(1);
    });

    it('keeps nothing of a batch that it cannot store', async () => {
      const broken = ownPost('b', { object: { content: (() => {}) as unknown as string } });
      const effects = batch({ posts: [post('fine'), broken], reactions: [reaction('r')] });
      await expect(store.addOwn(outboxEntry('b'), effects, [mediaRecord('zQm')])).rejects.toThrow();
      expect(await store.outboxCount()).toBe(0);
      expect(await store.home({ limit: 10 })).toEqual([]);
      expect(await store.reactions(postId('liked'))).toEqual([]);
      expect(await store.media('zQm')).toBeUndefined();
    });

    it('lists what is due, in publication order, and when the next is', async () => {
      expect(await store.nextDueMs()).toBeUndefined();
      await store.addOwn(outboxEntry('b', { notBeforeMs: 100 }), batch({}), []);
      await store.addOwn(outboxEntry('a', { notBeforeMs: 200 }), batch({}), []);
      await store.addOwn(outboxEntry('c', { notBeforeMs: 300 }), batch({}), []);
      expect((await store.outboxWaiting(99)).map(({ rkey }) => rkey)).toEqual([]);
      expect((await store.outboxWaiting(200)).map(({ rkey }) => rkey)).toEqual(['a', 'b']);
      expect(await store.nextDueMs()).toBe(100);
    });

    it('finds some of many that wait, by when they were due, by key and by what they are about', async () => {
      await store.addOwn(outboxEntry('b', { notBeforeMs: 100 }), batch({}), []);
      await store.addOwn(outboxEntry('a', { notBeforeMs: 200 }), batch({}), []);
      await store.addOwn(outboxEntry('c', { notBeforeMs: 300 }), batch({}), []);
      await store.adoptOwn([published('d')], batch({}));
      expect((await store.outboxWaiting(9999, 2)).map(({ rkey }) => rkey)).toEqual(['a', 'b']);
      expect((await store.waitingKeys()).toSorted()).toEqual(['a', 'b', 'c']);
      const about = ['c', 'd', 'none'].map((rkey) => outboxEntry(rkey).objectId);
      expect((await store.waitingFor(about)).map(({ rkey }) => rkey)).toEqual(['c']);
      expect(await store.outboxRecords([key('d'), key('none'), key('a')])).toEqual([
        published('d'),
        outboxEntry('a', { notBeforeMs: 200 }),
      ]);
    });

    it('marks published once and for all', async () => {
      await store.addOwn(outboxEntry('a'), batch({}), []);
      await store.addOwn(outboxEntry('b', { notBeforeMs: 5000 }), batch({}), []);
      const sequence = 2n ** 60n;
      await store.markPublished([key('a'), key('absent')], sequence);
      expect(await store.outboxFor(outboxEntry('a').objectId)).toEqual([outboxEntry('a', { state: 'published', sequence })]);
      expect((await store.outboxWaiting(9999)).map(({ rkey }) => rkey)).toEqual(['b']);
      expect(await store.nextDueMs()).toBe(5000);
      expect(await store.outboxCount()).toBe(2);
      expect(await store.removeWaiting(key('a'))).toBe(false);
      expect(await store.outboxCount()).toBe(2);
    });

    it('takes back a waiting Create with its post, without remembering it as deleted', async () => {
      await store.addOwn(outboxEntry('a'), batch({ posts: [ownPost('a')] }), []);
      expect(await store.removeWaiting(key('a'))).toBe(true);
      expect(await store.removeWaiting(key('a'))).toBe(false);
      expect(await store.outboxCount()).toBe(0);
      expect(await store.post(ownPost('a').id)).toBeUndefined();
      await store.addOwn(outboxEntry('a'), batch({ posts: [ownPost('a')] }), []);
      expect(await store.post(ownPost('a').id)).toEqual(ownPost('a'));
    });

    it('takes back a waiting like or boost with its traces, and leaves the post it is about', async () => {
      const target = post('theirs');
      await store.ingest(batch({ posts: [target] }));
      const like = outboxEntry('a', { type: 'Like', objectId: target.id });
      await store.addOwn(like, batch({ reactions: [reaction('x', { id: like.id, objectId: target.id, actor: me })] }), []);
      const boost = outboxEntry('b', { type: 'Announce', objectId: target.id });
      const boostPost = post('x', { id: boost.id, author: me, boostOf: target.id });
      await store.addOwn(boost, batch({ posts: [boostPost] }), []);
      expect(await store.removeWaiting(key('a'))).toBe(true);
      expect(await store.removeWaiting(key('b'))).toBe(true);
      expect(await store.reactions(target.id)).toEqual([]);
      expect(await store.home({ limit: 9 })).toEqual([target]);
    });

    it('walks the outbox upwards in pieces', async () => {
      for (const rkey of ['c', 'a', 'd', 'b']) await store.addOwn(outboxEntry(rkey), batch({}), []);
      const first = await store.outboxRange(undefined, 3);
      expect(first.map(({ rkey }) => rkey)).toEqual(['a', 'b', 'c']);
      expect((await store.outboxRange(key('c'), 3)).map(({ rkey }) => rkey)).toEqual(['d']);
      expect(await store.outboxRange(undefined, 0)).toEqual([]);
    });

    it('finds every activity about an object', async () => {
      const { objectId } = outboxEntry('a');
      await store.addOwn(outboxEntry('a'), batch({}), []);
      await store.addOwn(outboxEntry('b', { type: 'Update', objectId }), batch({}), []);
      await store.addOwn(outboxEntry('c'), batch({}), []);
      expect((await store.outboxFor(objectId)).map(({ rkey }) => rkey)).toEqual(['a', 'b']);
    });

    it('adopts published activities and leaves known ones alone', async () => {
      const mine = outboxEntry('b', { notBeforeMs: 77 });
      await store.addOwn(mine, batch({ posts: [ownPost('b')] }), []);
      await store.adoptOwn([published('a'), published('b')], batch({ posts: [ownPost('a'), ownPost('b')] }));
      expect(await store.outboxRange(undefined, 9)).toEqual([published('a'), mine]);
      expect(await store.byAuthor(me, { limit: 9 })).toHaveLength(2);
    });

    it('keeps own media own', async () => {
      await store.putMedia(mediaRecord('zQm', { own: true }));
      await store.putMedia(mediaRecord('zQm', { own: false }));
      expect((await store.media('zQm'))?.own).toBe(true);
      await store.putMedia(mediaRecord('zQn', { own: false }));
      await store.putMedia(mediaRecord('zQn', { own: true }));
      expect((await store.media('zQn'))?.own).toBe(true);
      expect(await store.media('zQo')).toBeUndefined();
    });
  });
}
