import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../src/protocol/brand.ts';
import type { SearchCommit, SearchManifest, SegmentKeys, SegmentRecord } from '../../src/protocol/ports/search.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { ana, batch, bo, me, outboxEntry, ownPost, person, post, postId } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const segment: SegmentRecord = {
  atMs: Float64Array.of(5),
  author: Uint32Array.of(0),
  prefix: Uint32Array.of(0),
  tailEnds: Uint32Array.of(1),
  tails: Uint8Array.of(97),
  authors: [ana],
  prefixes: ['ap://'],
  terms: Uint8Array.of(1),
  blocks: Uint32Array.of(0),
  blockPostings: Uint32Array.of(0),
  postings: Uint8Array.of(0),
};
const cy = 'https://h.example/cy' as ObjectId;
const keys: SegmentKeys = { high: Uint32Array.of(1), low: Uint32Array.of(2), place: Uint32Array.of(0) };
const manifest = (nextId: number, parts: Partial<SearchManifest> = {}): SearchManifest => ({
  version: 1,
  seed: 3,
  nextId,
  segments: [],
  building: { stage: 'posts', after: '' },
  ...parts,
});
const commit = (parts: Partial<SearchCommit>): SearchCommit => ({
  follows: undefined,
  manifest: manifest(2),
  added: [],
  dead: [],
  dropped: [],
  heard: [],
  ...parts,
});

export function describeSearch(harness: StoreHarness): void {
  describe('the search index', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    const changed = async (): Promise<(readonly string[])[]> =>
      (await store.search.changes(99)).map(({ posts, people }) => [...posts, ...people]);

    it('is told of all that changes posts and people, in the order in which it happened, once for each write', async () => {
      const gone = { id: postId('a'), author: ana, atMs: 9 };
      await store.ingest(batch({ posts: [post('a'), post('b')], person: person(ana), people: [person(bo)] }));
      await store.ingest(batch({ posts: [post('a')], person: person(ana) }));
      await store.ingest(batch({ posts: [post('b', { updatedMs: 2000 })] }));
      await store.ingest(batch({ deletedPosts: [gone] }));
      await store.addOwn(outboxEntry('r'), batch({ posts: [ownPost('r')] }), []);
      await store.removeWaiting(outboxEntry('r').rkey);
      await store.remote.remember({ ...person(ana), id: cy }, () => ({ id: cy }) as never);
      await store.setHome([ana], 0);
      expect(await changed()).toEqual([
        [postId('a'), postId('b'), ana, bo],
        [postId('b')],
        [postId('a')],
        [postId('me/o/r')],
        [postId('me/o/r')],
        [cy],
      ]);
      expect(await store.search.changeCount()).toBe(6);
    });

    it('is told of pruned posts', async () => {
      const author = 'https://h.example/u' as ObjectId;
      await store.ingest(batch({ posts: [post('x', { author, atMs: 1 }), post('y', { author, atMs: 2 })] }));
      await store.remote.prunePosts(author, 1, me);
      expect(await changed()).toEqual([[postId('x'), postId('y')], [postId('x')]]);
    });

    it('is written all at once, by one who knows what it follows', async () => {
      await store.ingest(batch({ posts: [post('a')] }));
      const [change] = await store.search.changes(1);
      const bits = Uint8Array.of(1, 0, 0, 0);
      const entry = { id: 1, documents: 1, dead: 0, deadVersion: 0 };
      const first = commit({ manifest: manifest(2, { segments: [entry] }), added: [{ id: 1, segment, keys }] });
      expect(await store.search.manifest()).toBeUndefined();
      expect(await store.search.commit(first)).toBe(true);
      expect(await store.search.commit(commit({ heard: [change?.number ?? 0] }))).toBe(false);
      expect(await store.search.changeCount()).toBe(1);
      expect(await store.search.manifest()).toEqual(first.manifest);
      expect(await store.search.segments([1, 2])).toEqual([segment, undefined]);
      expect(await store.search.keys([1])).toEqual([keys]);
      const next = { follows: 2, manifest: manifest(3), dead: [{ id: 1, bits }], heard: [change?.number ?? 0] };
      expect(await store.search.commit(commit(next))).toBe(true);
      expect(await store.search.dead([1])).toEqual([bits]);
      expect(await store.search.changeCount()).toBe(0);
      await store.search.commit(commit({ follows: 3, manifest: manifest(4), dropped: [1] }));
      expect([await store.search.segments([1]), await store.search.keys([1]), await store.search.dead([1])]).toEqual([
        [undefined],
        [undefined],
        [undefined],
      ]);
      await store.search.clear();
      expect(await store.search.manifest()).toBeUndefined();
    });

    it('walks over what is stored by id', async () => {
      await store.ingest(batch({ posts: ['c', 'a', 'b'].map((id) => post(id)), person: person(ana) }));
      const [first, ...rest] = await store.search.postsAfter('', 2);
      expect([first?.id, ...rest.map(({ id }) => id)]).toEqual([postId('a'), postId('b')]);
      expect((await store.search.postsAfter(postId('b'), 2)).map(({ id }) => id)).toEqual([postId('c')]);
      expect((await store.search.peopleAfter('', 5)).map(({ id }) => id)).toEqual([ana]);
    });
  });
}
