import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { expect, it } from 'vitest';
import type { SearchStore } from '../../protocol/ports/search.ts';
import { createIndexer, indexVersion } from './indexer.ts';
import { ada, me, nothing, searchWorldOn, personOf, postOf, type SearchWorld } from '../testing/search-world.ts';

const openSearchWorld = async (): Promise<SearchWorld> =>
  searchWorldOn(await openAccountStore(me, { indexedDB: new IDBFactory() }));

/** As if the tab were closed at one of its calls of the store. */
async function indexUntilKilled({ store }: SearchWorld, calls: number): Promise<boolean> {
  let left = calls;
  const search = new Proxy(store.search, {
    get(target, name: keyof SearchStore) {
      return async (...request: readonly unknown[]): Promise<unknown> => {
        if (left-- <= 0) throw new Error('killed');
        return Reflect.apply(target[name], target, request);
      };
    },
  });
  const indexer = createIndexer({ store: { ...store, search }, breathe: async () => undefined, newSeed: () => 7 });
  try {
    await indexer.run(new AbortController().signal);
    return true;
  } catch (error) {
    expect(String(error)).toBe('Error: killed');
    return false;
  }
}

it('an index whose writer is killed anywhere, again and again, is the same in the end', async () => {
  const world = await openSearchWorld();
  const { store } = world;
  const posts = Array.from({ length: 450 }, (_, number) => postOf(`p${number}`, `word${number} all`, { atMs: number }));
  await store.ingest({ ...nothing, posts, person: personOf(ada, 'Ada', 'ada') });
  let kills = 0;
  for (let calls = 1; !(await indexUntilKilled(world, calls)); calls++) {
    kills += 1;
    if (kills === 3) await world.put(postOf('p3', 'changed all', { updatedMs: 9 }));
    if (kills === 5) await store.ingest({ ...nothing, deletedPosts: [{ id: postOf('p4', '').id, author: ada, atMs: 9 }] });
  }
  expect(kills).toBeGreaterThan(5);
  const answer = await world.desk.search('all', { limit: 10 });
  expect([answer.total, answer.searched, answer.isBuilding]).toEqual([449, 449, false]);
  expect(await world.find('changed')).toHaveLength(1);
  expect(await world.find('"word3"')).toHaveLength(0);
  expect(await store.search.changeCount()).toBe(0);
});

it('an index of another version is built anew, and nothing is missing', async () => {
  const world = await openSearchWorld();
  await world.put(postOf('a', 'here'), postOf('b', 'here'));
  await world.index();
  const manifest = await world.store.search.manifest();
  if (manifest === undefined) throw new Error('no index');
  const old = { ...manifest, version: indexVersion - 1, segments: [] };
  await world.store.search.commit({ follows: manifest.nextId, manifest: old, added: [], dead: [], dropped: [], heard: [] });
  await world.index();
  expect(await world.find('here')).toHaveLength(2);
  expect((await world.store.search.manifest())?.version).toBe(indexVersion);
});

it('two writers at once spoil nothing', async () => {
  const world = await openSearchWorld();
  await world.put(...Array.from({ length: 30 }, (_, number) => postOf(`p${number}`, 'word', { atMs: number })));
  await Promise.all([world.index(), world.index()]);
  await world.put(postOf('p1', 'word again', { updatedMs: 5 }));
  await Promise.all([world.index(), world.index()]);
  expect((await world.desk.search('word', { limit: 50 })).total).toBe(30);
});
