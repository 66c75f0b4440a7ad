import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AcctUri, Did, ObjectId } from '../../protocol/brand.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { PageRequest } from '../../protocol/ports/store.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { Listing, PostView } from '../app-api.ts';
import { createFakeImport, idOfAcct, type FakeImport } from '../testing/fake-import.ts';
import { createCollectionsDesk } from './collections-desk.ts';
import type { CollectionsDesk } from './collections-api.ts';
import { learnIds } from './learn-ids.ts';

const pollen = seedToDid(new Uint8Array(32).fill(3));
const ana = idOfAcct('ana@one.example');
const bo = idOfAcct('bo@two.example');
const cy = 'acct:cy@three.example' as AcctUri;

let world: FakeImport;
let desk: CollectionsDesk;
let fetched: ObjectId[];

beforeEach(async () => {
  world = await createFakeImport(openAccountStore);
  fetched = [];
  const remote = { ...world.parts.remote, fetchPost: async (id: ObjectId) => fetched.push(id) > 0 };
  desk = createCollectionsDesk({ ...world.parts, remote });
});
afterEach(() => {
  world.store.close();
  expect(world.problems).toEqual([]);
});

function post(author: Did | ObjectId, atMs: number, more: Partial<PostRecord> = {}): PostRecord {
  const id = `https://posts.example/${author.length}/${author.slice(-4)}/${atMs}` as ObjectId;
  return {
    id,
    author,
    atMs,
    updatedMs: 0,
    home: 0,
    object: { type: 'Note' },
    content: [`${atMs}`],
    provenance: { type: 'host', host: 'posts.example' },
    ...more,
  };
}

const store = (posts: readonly PostRecord[]) =>
  world.store.ingest({ posts, deletedPosts: [], reactions: [], undone: [], notifications: [] });

async function pages(read: (page: PageRequest) => Promise<Listing<PostView>>, limit: number): Promise<PostView[]> {
  const all: PostView[] = [];
  for (let before: PageRequest['before']; ;) {
    const { items, next } = await read({ before, limit });
    all.push(...items);
    if (next === undefined) return all;
    before = next;
  }
}

describe('lists', () => {
  it('are made, renamed, filled, emptied and deleted', async () => {
    const friends = await desk.saveList(' Friends ');
    const work = await desk.saveList('Work');
    await desk.setMember(friends, ana, true);
    await desk.setMember(friends, cy, true);
    await desk.setMember(friends, cy, true);
    await desk.setMember(work, ana, true);
    await world.parts.remote.resolve('ana@one.example', { lane: 'lookup' });
    expect(await desk.lists()).toEqual([
      { id: friends, title: 'Friends', members: 2 },
      { id: work, title: 'Work', members: 1 },
    ]);
    expect(await desk.members(friends)).toMatchObject([
      { member: cy, label: '@cy@three.example' },
      { member: ana, label: 'ana', person: { id: ana } },
    ]);
    expect((await desk.listsOf(ana)).toSorted()).toEqual([friends, work].toSorted());
    await desk.saveList('Colleagues', work);
    await desk.setMember(friends, cy, false);
    await desk.deleteList(friends);
    expect(await desk.lists()).toEqual([{ id: work, title: 'Colleagues', members: 1 }]);
    expect(await desk.listsOf(ana)).toEqual([work]);
    expect(await desk.members(friends)).toEqual([]);
    await expect(desk.saveList('  ')).rejects.toThrow(RangeError);
    await expect(desk.saveList('x'.repeat(101))).rejects.toThrow(RangeError);
  });

  it('put ids in place of addresses once they are known, and never twice', async () => {
    const friends = await desk.saveList('Friends');
    const id = idOfAcct('cy@three.example');
    await desk.setMember(friends, cy, true);
    await world.store.putModerations([
      { target: cy, kind: 'mute', stampMs: 1, removed: false, hidesNotifications: false },
      { target: cy, kind: 'block', stampMs: 1, removed: true },
    ]);
    await learnIds(world.store, [{ acct: cy, id }], 5);
    await learnIds(world.store, [{ acct: cy, id }], 6);
    expect((await desk.members(friends)).map(({ member }) => member)).toEqual([id]);
    expect((await desk.muted()).map(({ member }) => member)).toEqual([id]);
    expect(await desk.blocked()).toEqual([]);
    const kept = (await world.store.moderation()).find(({ target, kind }) => target === id && kind === 'mute');
    expect(kept).toMatchObject({ hidesNotifications: false, removed: false });
  });

  it('have a timeline of what their members wrote, newest first, in pages', async () => {
    const friends = await desk.saveList('Friends');
    for (const member of [ana, bo, pollen, cy]) await desk.setMember(friends, member, true);
    const posts = Array.from({ length: 90 }, (_, place) =>
      post([ana, bo, pollen][place % 3] ?? ana, 1_000 + Math.floor(place / 2)),
    );
    const quiet = post(bo, 1);
    const stranger = post(idOfAcct('x@four.example'), 5_000);
    await store([...posts, quiet, stranger]);
    for (const limit of [1, 7, 40, 200]) {
      const all = await pages((page) => desk.listTimeline(friends, page), limit);
      const wanted = [...posts, quiet].toSorted((one, other) => other.atMs - one.atMs || (other.id > one.id ? 1 : -1));
      expect(all.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    }
  });

  it('leave out hidden people, and boosts that are not wanted', async () => {
    const friends = await desk.saveList('Friends');
    for (const member of [ana, bo]) await desk.setMember(friends, member, true);
    const original = post(idOfAcct('x@four.example'), 50);
    await store([post(ana, 10), post(bo, 20), original, post(ana, 60, { boostOf: original.id })]);
    const ids = async () => (await desk.listTimeline(friends, { limit: 10 })).items.map(({ cursor }) => cursor.atMs);
    expect(await ids()).toEqual([60, 20, 10]);
    const options = { showBoosts: false, notify: false, languages: [] };
    const acct = 'acct:ana@one.example' as AcctUri;
    await world.store.remote.putFollows([{ id: ana, acct, options, stampMs: 1, removed: false }]);
    await world.store.putModeration({ target: bo, kind: 'mute', stampMs: 1, removed: false });
    await vi.waitFor(async () => expect(await ids()).toEqual([10]));
  });

  it('of many members are read with few posts of each', async () => {
    const friends = await desk.saveList('Many');
    const members = Array.from({ length: 120 }, (_, place) => idOfAcct(`u${place}@one.example`));
    for (const member of members) await desk.setMember(friends, member, true);
    await store(members.flatMap((member, place) => [post(member, place), post(member, 10_000 + place)]));
    const read = vi.spyOn(world.store, 'byAuthor');
    const { items } = await desk.listTimeline(friends, { limit: 20 });
    expect(items.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 20 }, (_, place) => 10_119 - place));
    expect(read.mock.calls.length).toBeLessThanOrEqual(120 + 20);
    expect(Math.max(...read.mock.calls.map(([, { limit }]) => limit))).toBeLessThanOrEqual(10);
  });
});

describe('bookmarks', () => {
  it('are shown newest first; missing posts are fetched once, and can be taken away', async () => {
    const here = post(ana, 5);
    await store([here]);
    const missing = Array.from({ length: 5 }, (_, place) => `https://far.example/p/${place}` as ObjectId);
    for (const id of [...missing, here.id]) {
      world.timers.advance(1);
      await desk.setBookmark(id, true);
    }
    const all = await pages((page) => desk.bookmarks(page), 2);
    expect(all.map(({ id, missing: isMissing }) => [id, isMissing ?? false])).toEqual([
      [here.id, false],
      ...missing.toReversed().map((id) => [id, true]),
    ]);
    expect(all[1]).toMatchObject({ bookmarked: true, originalUrl: missing[4], boostedBy: undefined });
    await vi.waitFor(() => expect(fetched.toSorted()).toEqual(missing));
    await pages((page) => desk.bookmarks(page), 10);
    expect(fetched).toHaveLength(5);
    await desk.setBookmark(missing[0] as ObjectId, false);
    expect((await desk.bookmarks({ limit: 10 })).items).toHaveLength(5);
  });
});

describe('blocks and mutes', () => {
  it('are listed apart from whole servers, and can be lifted', async () => {
    await world.store.putModerations([
      { target: ana, kind: 'block', stampMs: 1, removed: false },
      { target: cy, kind: 'block', stampMs: 2, removed: false },
      { target: 'https://spam.example' as ObjectId, kind: 'block', stampMs: 3, removed: false },
      { target: pollen, kind: 'mute', stampMs: 1, removed: false },
    ]);
    expect((await desk.blocked()).map(({ member }) => member)).toEqual([cy, ana]);
    expect(await desk.blockedHosts()).toEqual(['https://spam.example']);
    expect((await desk.muted()).map(({ member }) => member)).toEqual([pollen]);
    for (const target of [ana, cy, 'https://spam.example' as ObjectId]) await desk.unblock(target);
    await desk.unmute(pollen);
    await desk.unmute(pollen);
    expect([await desk.blocked(), await desk.blockedHosts(), await desk.muted()]).toEqual([[], [], []]);
    expect((await world.store.moderation()).every(({ removed }) => removed)).toBe(true);
  });
});
