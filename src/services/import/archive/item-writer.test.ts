import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import { openAccountStore } from '../../../storage/open-account-store.ts';
import { createFakeDevice, createFakeWorld } from '../../testing/fake-world.ts';
import { archiveData } from './archive-job.ts';
import { createItemWriter } from './item-writer.ts';
import { itemViews } from './item-views.ts';
import { endedRow, itemsPerRow, waitingItems, type StagedItem } from './staged-items.ts';

const job = 'archive-1';
const item = (place: number): StagedItem => ({
  place,
  kind: 'bookmark',
  label: `label ${place}`,
  target: `https://other.example/${place}` as ObjectId,
});
const upTo = (count: number): number[] => Array.from({ length: count }, (_, place) => place);

let store: AccountStore;

beforeEach(async () => {
  const world = createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() }));
  ({ store } = await createFakeDevice(world));
  await store.jobs.put({ id: job, kind: 'archive', state: 'running', createdAtMs: 1, data: { staged: 0 } });
});

async function write(places: readonly number[]): Promise<void> {
  const writer = await createItemWriter(store, job);
  for (const place of places) await writer.add(item(place));
  await writer.end();
}

const stagedPlaces = async (): Promise<number[]> =>
  (await store.jobs.rows(job, { limit: 1000 })).flatMap((row) => waitingItems(row).map(({ place }) => place));
const stagedCount = async (): Promise<number | undefined> => {
  const record = await store.jobs.job(job);
  return record && archiveData(record).staged;
};

describe('items of an archive', () => {
  it.each([
    ['from the oldest', (places: number[]) => places],
    ['from the newest', (places: number[]) => places.toReversed()],
    ['from everywhere', (places: number[]) => places.map((place) => (place * 577) % places.length)],
  ])('are stored once each, in their own order, when they come %s', async (_, order) => {
    const places = upTo(1234);
    await write(order(places));
    expect(await stagedPlaces()).toEqual(places);
    expect(await stagedCount()).toBe(1234);
    expect((await store.jobs.counts(job)).get('waiting')).toBe(Math.ceil(1234 / itemsPerRow));
  });

  it('leave nothing of an attempt that was cut off', async () => {
    await write(upTo(700));
    await write(upTo(120));
    expect(await stagedPlaces()).toEqual(upTo(120));
    expect(await stagedCount()).toBe(120);
  });

  it('are listed by state, in portions, from any place', async () => {
    await write(upTo(130));
    const [first] = await store.jobs.rows(job, { limit: 1 });
    if (first === undefined) throw new Error('no row');
    const ended = waitingItems(first).map(({ place, label }) => ({
      place,
      label,
      state: place === 7 || place === 40 ? ('already-there' as const) : ('done' as const),
    }));
    await store.jobs.putRows([endedRow(first, ended)]);
    const list = async (request: Parameters<typeof itemViews>[2]) =>
      (await itemViews(store, job, request)).map(({ index, state }) => `${index} ${state}`);
    expect(await list({ limit: 3, after: 47 })).toEqual(['48 done', '49 done', '50 waiting']);
    expect(await list({ limit: 10, state: 'already-there' })).toEqual(['7 already-there', '40 already-there']);
    expect(await list({ limit: 10, state: 'already-there', after: 7 })).toEqual(['40 already-there']);
    expect(await list({ limit: 1000, state: 'done' })).toHaveLength(itemsPerRow - 2);
    expect(await list({ limit: 1000, state: 'waiting', after: 127 })).toEqual(['128 waiting', '129 waiting']);
    expect(await list({ limit: 10, state: 'gone' })).toEqual([]);
    await store.jobs.update(job, (before) => ({ ...before, state: 'cancelled' }));
    expect(await list({ limit: 1, state: 'cancelled' })).toEqual(['50 cancelled']);
    expect(await list({ limit: 10, state: 'waiting' })).toEqual([]);
  });
});
