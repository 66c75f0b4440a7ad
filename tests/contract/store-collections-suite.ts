import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcctUri, ObjectId } from '../../src/protocol/brand.ts';
import type { RemoteFollowRecord, RemoteReadRecord } from '../../src/protocol/ports/fediverse.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { ana, bo, postId } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const follow: RemoteFollowRecord = {
  id: 'https://mastodon.example/users/eve' as ObjectId,
  acct: 'acct:eve@mastodon.example' as AcctUri,
  options: { showBoosts: true, notify: false, languages: ['en'] },
  stampMs: 5,
  removed: false,
};
const reading: RemoteReadRecord = {
  id: follow.id,
  acct: follow.acct,
  way: 'mastodon',
  source: 'https://mastodon.example/api/v1/accounts/1/statuses',
  state: 'new',
  lastTriedMs: 0,
  lastReadMs: 0,
  notBeforeMs: 0,
  failures: 0,
};

export function describeCollections(harness: StoreHarness): void {
  describe('people on servers, lists, bookmarks', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    it('merges follows on servers by their stamp', async () => {
      await store.remote.putFollows([follow]);
      await store.remote.putFollows([{ ...follow, stampMs: 4, removed: true }]);
      expect(await store.remote.follows()).toEqual([follow]);
      await store.remote.putFollows([{ ...follow, stampMs: 6, removed: true }]);
      expect(await store.remote.follows()).toEqual([{ ...follow, stampMs: 6, removed: true }]);
    });

    it('keeps how far reading got', async () => {
      await store.remote.putReadStates([reading]);
      await store.remote.putReadStates([{ ...reading, state: 'current', newest: '7' }]);
      expect(await store.remote.readState(follow.id)).toEqual({ ...reading, state: 'current', newest: '7' });
      expect(await store.remote.readStates()).toHaveLength(1);
    });

    it('merges lists and members by their stamps', async () => {
      const list = { id: 'l', title: 'Friends', stampMs: 5, removed: false };
      const members = [ana, bo].map((member) => ({ list: 'l', member, stampMs: 5, removed: false }));
      await store.collections.putLists([list], members);
      await store.collections.putLists(
        [{ ...list, stampMs: 4, title: 'Old' }],
        [{ list: 'l', member: ana, stampMs: 4, removed: true }],
      );
      expect(await store.collections.lists()).toEqual([list]);
      expect(await store.collections.members('l')).toEqual(expect.arrayContaining(members));
      await store.collections.putLists([], [{ list: 'l', member: ana, stampMs: 6, removed: true }]);
      expect((await store.collections.members()).filter(({ removed }) => removed)).toHaveLength(1);
      expect(await store.collections.members('other')).toEqual([]);
    });

    it('shows bookmarks newest first, page by page, without removed ones', async () => {
      const bookmarks = [1, 2, 3].map((stampMs) => ({ id: postId(`${stampMs}`), stampMs, removed: false }));
      await store.collections.putBookmarks(bookmarks);
      await store.collections.putBookmarks([{ id: postId('2'), stampMs: 9, removed: true }]);
      await store.collections.putBookmarks([{ id: postId('2'), stampMs: 8, removed: false }]);
      const [newest] = await store.collections.bookmarks({ limit: 1 });
      expect(newest).toEqual(bookmarks[2]);
      const rest = await store.collections.bookmarks({ before: { atMs: 3, id: postId('3') }, limit: 5 });
      expect(rest).toEqual([bookmarks[0]]);
      expect(await store.collections.bookmarked([postId('1'), postId('2'), postId('4')])).toEqual(new Set([postId('1')]));
    });
  });
}
