import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcctUri, ObjectId } from '../../src/protocol/brand.ts';
import type { RemoteFollowRecord, RemoteReadRecord } from '../../src/protocol/ports/fediverse.ts';
import type { PersonRecord, PostRecord } from '../../src/protocol/ports/records.ts';
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

const idOfRemote = (name: string): ObjectId => `${follow.id}/statuses/${name}` as ObjectId;

const remotePost = (name: string, atMs: number): PostRecord => ({
  id: idOfRemote(name),
  author: follow.id,
  atMs,
  updatedMs: atMs,
  home: 1,
  object: { type: 'Note' },
  content: [name],
  provenance: { type: 'host', host: 'mastodon.example' },
});

const remotePerson = (name: string): PersonRecord => ({
  id: `https://mastodon.example/users/${name}` as ObjectId,
  actor: {},
  name,
  username: `${name}@mastodon.example`,
  summary: [],
  updatedMs: 1,
  provenance: { type: 'host', host: 'mastodon.example' },
});

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

    it('reads thousands of follows, or some of them', async () => {
      const many = Array.from({ length: 4_001 }, (_, place) => ({
        ...follow,
        id: `https://mastodon.example/users/u${String(place).padStart(5, '0')}` as ObjectId,
      }));
      await store.remote.putFollows(many);
      expect(await store.remote.follows()).toEqual(many);
      const ids = [many[7]?.id ?? follow.id, 'https://nobody.example/' as ObjectId, follow.id];
      expect(await store.remote.followsOf(ids)).toEqual([many[7], undefined, undefined]);
    });

    it('keeps how far reading got', async () => {
      await store.remote.putReadStates([reading]);
      await store.remote.putReadStates([{ ...reading, state: 'current', newest: '7' }]);
      expect(await store.remote.readState(follow.id)).toEqual({ ...reading, state: 'current', newest: '7' });
      expect(await store.remote.readStates()).toHaveLength(1);
    });

    it('remembers somebody together with how they are read', async () => {
      const person: PersonRecord & { readonly id: ObjectId } = {
        id: follow.id,
        actor: { type: 'Person' },
        name: 'old',
        username: 'rosa@mastodon.example',
        summary: [],
        updatedMs: 1,
        provenance: { type: 'host', host: 'mastodon.example' },
      };
      expect(await store.remote.remember(person, (known) => known ?? reading)).toEqual(reading);
      const newer = { ...person, name: 'new', updatedMs: 2 };
      await store.remote.remember(newer, (known) => ({ ...reading, failures: (known?.failures ?? 5) + 1 }));
      await store.remote.remember(person, (known) => known ?? reading);
      expect(await store.person(follow.id)).toEqual(newer);
      const other = 'https://nobody.example/' as ObjectId;
      expect(await store.remote.readStatesOf([other, follow.id])).toEqual([
        undefined,
        { ...reading, failures: reading.failures + 1 },
      ]);
    });

    it('forgets old posts of somebody on a server, but none that the owner has to do with', async () => {
      const posts = Array.from({ length: 8 }, (_, place) => remotePost(`p${place}`, place));
      const answer: PostRecord = { ...remotePost('mine', 20), author: ana, inReplyTo: idOfRemote('p2') };
      const toMe: PostRecord = { ...remotePost('p3', 3), inReplyTo: postId(`${ana}/o/1`) };
      await store.ingest({
        posts: [...posts.filter(({ id }) => id !== toMe.id), toMe, answer],
        deletedPosts: [],
        reactions: [{ id: postId(`${ana}/o/9`), type: 'like', objectId: idOfRemote('p1'), actor: ana, atMs: 1 }],
        undone: [],
        notifications: [],
      });
      await store.collections.putBookmarks([{ id: idOfRemote('p0'), stampMs: 1, removed: false }]);
      expect(await store.remote.prunePosts(follow.id, 2, ana)).toBe(2);
      const left = await store.byAuthor(follow.id, { limit: 20 });
      expect(left.map(({ id }) => id)).toEqual(['p7', 'p6', 'p3', 'p2', 'p1', 'p0'].map(idOfRemote));
      expect(await store.remote.prunePosts(follow.id, 100, ana)).toBe(0);
      expect((await store.byAuthor(ana, { limit: 5 })).length).toBe(1);
    });

    it('takes in several people at once', async () => {
      const people = ['eve', 'mallory'].map((name) => remotePerson(name));
      await store.ingest({ posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], people });
      expect((await store.people(people.map(({ id }) => id))).map((person) => person?.name)).toEqual(['eve', 'mallory']);
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
