import { afterEach, describe, expect, it, vi } from 'vitest';
import * as exports from '../../../tests/support/mastodon-export.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { idOfAcct } from '../testing/fake-import.ts';
import { closeWorlds, imported, isFinished, openWorld, run, start, until } from '../testing/import-world.ts';

const people = exports.manyPeople(40, 8);

afterEach(closeWorlds);

/** Only a failure takes so long. */
const patience = { timeout: 20_000 };

describe('a job', () => {
  it('goes on after it was killed, with nothing done twice', async () => {
    const first = await openWorld(openAccountStore);
    for (const { address } of people.slice(20)) first.replies.set(address, 'held');
    run(first);
    const id = await start(first, exports.followsOf40(people));
    await until(first, id, ({ done }) => done > 10);
    first.runner?.stop();
    const follows = await first.store.remote.follows();

    const second = await openWorld(openAccountStore, await first.again());
    run(second);
    const job = await until(second, id, isFinished);
    expect(job.counts).toEqual({ done: 40 });
    const after = await second.store.remote.follows();
    expect(after).toHaveLength(40);
    for (const follow of follows) expect(after).toContainEqual(follow);
    expect(second.asked.length).toBeLessThanOrEqual(40 - follows.length);
  });

  it('is told as done when it was killed between the follow and its row', async () => {
    const one = await openWorld(openAccountStore);
    const id = await start(one, exports.followsOf40(people.slice(0, 1)));
    const address = people[0]?.address ?? '';
    await one.parts.remote.resolve(address, { lane: 'import' });
    one.timers.advance(1_000);
    await one.parts.remote.follow([{ id: idOfAcct(address) }]);
    run(one);
    expect((await until(one, id, isFinished)).counts).toEqual({ done: 1 });
  });

  it('can be paused, resumed, cancelled and forgotten, from any tab', async () => {
    const one = await openWorld(openAccountStore);
    for (const { address } of people) one.replies.set(address, 'held');
    run(one);
    const id = await start(one, exports.followsOf40(people));
    await until(one, id, ({ state }) => state === 'running');
    await vi.waitFor(() => expect(one.asked.length).toBeGreaterThan(0), patience);
    await one.desk.pause(id);
    await until(one, id, ({ state }) => state === 'paused');
    const asked = one.asked.length;
    one.release();
    one.timers.advance(10_000);
    expect(one.asked).toHaveLength(asked);
    for (const { address } of people.slice(0, 10)) one.replies.delete(address);
    await one.desk.resume(id);
    await until(one, id, ({ counts }) => (counts.done ?? 0) >= 1);
    await one.desk.cancel(id);
    const cancelled = await until(one, id, ({ state }) => state === 'cancelled');
    expect((cancelled.counts.done ?? 0) + (cancelled.counts.cancelled ?? 0)).toBe(40);
    expect(cancelled.counts.waiting).toBeUndefined();
    // What was under way when it was called off may still be stored.
    await vi.waitFor(async () => {
      one.timers.advance(600);
      const counts = one.desk.jobs.get()[0]?.counts;
      expect(await one.desk.rows(id, { state: 'cancelled', limit: 100 })).toHaveLength(counts?.cancelled ?? 0);
    }, patience);
    await one.desk.forget(id);
    await vi.waitFor(() => {
      one.timers.advance(600);
      expect(one.desk.jobs.get()).toEqual([]);
    }, patience);
    expect(await one.store.jobs.rows(id, { limit: 10 })).toEqual([]);
  });

  it('waits for the network, and loses no row to its absence', async () => {
    const one = await openWorld(openAccountStore);
    one.setOnline(false);
    run(one);
    const id = await start(one, exports.followsOf40(people));
    await until(one, id, ({ waitsFor }) => waitsFor === 'network');
    expect(one.asked).toEqual([]);
    one.setOnline(true);
    const job = await until(one, id, isFinished);
    expect(job.counts).toEqual({ done: 40 });
    expect(job.waitsFor).toBeUndefined();
  });

  it('keeps its view while nothing changes', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    await imported(one, exports.followsOf40(people.slice(0, 2)));
    const before = one.desk.jobs.get();
    await one.store.jobs.update(before[0]?.id ?? '', (job) => ({ ...job }));
    for (let round = 0; round < 20; round++) {
      one.timers.advance(300);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(one.desk.jobs.get()).toBe(before);
  });

  it('whose rows were never all stored does not begin, and is cleared away', async () => {
    const one = await openWorld(openAccountStore);
    await one.store.jobs.put({
      id: 'half',
      kind: 'follows',
      state: 'running',
      createdAtMs: one.timers.nowMs(),
      data: { fileName: 'x.csv', malformed: [], isLoading: true },
    });
    run(one);
    one.timers.advance(11 * 60_000);
    await one.store.jobs.put({ id: 'other', kind: 'blocks', state: 'paused', createdAtMs: 1, data: { fileName: 'y.csv' } });
    await vi.waitFor(async () => expect((await one.store.jobs.jobs()).map(({ id }) => id)).toEqual(['other']), patience);
  });
});
