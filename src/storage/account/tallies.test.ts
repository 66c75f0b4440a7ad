import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { batch, postId, post, reaction } from '../../../tests/contract/sample-records.ts';
import { openAccountStore } from '../open-account-store.ts';

const me = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' as Did;

it('counts replies, likes and boosts of each post, and tells which are mine', async () => {
  const store = await openAccountStore(me, { indexedDB: new IDBFactory() });
  const objectId = postId('asked');
  await store.ingest(
    batch({
      posts: [post('one', { inReplyTo: objectId }), post('two', { inReplyTo: objectId }), post('other')],
      reactions: [
        reaction('l1', { objectId }),
        reaction('l2', { objectId, actor: me }),
        reaction('b1', { objectId, type: 'boost' }),
        reaction('elsewhere', { objectId: postId('other') }),
      ],
    }),
  );
  await store.ingest(batch({ deletedPosts: [{ id: postId('two'), author: post('two').author, atMs: 9000 }] }));
  expect(await store.tallies([postId('nothing'), objectId], me)).toEqual([
    { replies: 0, likes: 0, boosts: 0, liked: false, boosted: false },
    { replies: 1, likes: 2, boosts: 1, liked: true, boosted: false },
  ]);
  expect(await store.tallies([] satisfies ObjectId[], me)).toEqual([]);
  store.close();
});

it('counts many reactions as it counts few', async () => {
  const store = await openAccountStore(me, { indexedDB: new IDBFactory() });
  const objectId = postId('famous');
  const likes = Array.from({ length: 60 }, (_, number) =>
    reaction(`l${number}`, { objectId, actor: `did:key:z6Mk${number}` as Did }),
  );
  await store.ingest(batch({ reactions: [...likes, reaction('b', { objectId, type: 'boost', actor: me })] }));
  expect(await store.tallies([objectId], me)).toEqual([{ replies: 0, likes: 60, boosts: 1, liked: false, boosted: true }]);
  store.close();
});

it('knows what is bookmarked, among few and among many', async () => {
  const store = await openAccountStore(me, { indexedDB: new IDBFactory() });
  const ids = Array.from({ length: 100 }, (_, number) => postId(`p${number}`));
  const asked = [postId('p1'), postId('p99'), postId('p30'), postId('p31')];
  const put = (some: readonly ObjectId[], removed: boolean): Promise<void> =>
    store.collections.putBookmarks(some.map((id) => ({ id, stampMs: 1, removed })));
  await put([postId('p30'), postId('zz')], false);
  await put([postId('p31')], true);
  expect([...(await store.collections.bookmarked(asked))]).toEqual([postId('p30')]);
  await put(
    ids.filter((id) => id !== postId('p31')),
    false,
  );
  expect([...(await store.collections.bookmarked(asked))].toSorted()).toEqual([postId('p1'), postId('p30'), postId('p99')]);
  expect([...(await store.collections.bookmarked([]))]).toEqual([]);
  store.close();
});
