import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it, vi } from 'vitest';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { me, postOf, searchWorldOn } from '../testing/search-world.ts';
import { startIndexing } from './start-indexing.ts';

it('indexes some time after the start, after each change, and no more when it has ended', async () => {
  const store = await openAccountStore(me, { indexedDB: new IDBFactory() });
  const world = searchWorldOn(store);
  const timers = createManualTimers();
  const report = vi.fn();
  const found = async (): Promise<number> => (await world.find('word')).length;
  await world.put(postOf('a', 'word'));
  const stop = startIndexing({ store, timers, report });
  timers.advance(1_000);
  expect(await store.search.manifest()).toBeUndefined();
  timers.advance(10_000);
  await expect.poll(found).toBe(1);
  await world.put(postOf('b', 'another word', { atMs: 2 }));
  await expect.poll(async () => (timers.advance(2_000), found())).toBe(2);
  stop();
  await world.put(postOf('c', 'one word more', { atMs: 3 }));
  timers.advance(60_000);
  expect(await found()).toBe(2);
  expect(await store.search.changeCount()).toBe(1);
  expect(report).not.toHaveBeenCalled();
});

it('waits until nobody scrolls any more', async () => {
  const store = await openAccountStore(me, { indexedDB: new IDBFactory() });
  const world = searchWorldOn(store);
  const timers = createManualTimers();
  const page = new EventTarget();
  await world.put(postOf('a', 'word'));
  const stop = startIndexing({ store, timers, report: vi.fn() }, page);
  const scrollOn = async (): Promise<void> => {
    page.dispatchEvent(new Event('scroll'));
    // What is in the way of indexing is over; only the reader is not.
    await vi.dynamicImportSettled();
    await store.search.changeCount();
    timers.advance(400);
  };
  for (let moments = 0; moments < 60; moments++) await scrollOn();
  expect(await store.search.manifest()).toBeUndefined();
  await expect.poll(async () => (timers.advance(1_000), (await world.find('word')).length)).toBe(1);
  stop();
});
