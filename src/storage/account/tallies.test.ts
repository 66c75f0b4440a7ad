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
