import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRecord, JobRow } from '../../src/protocol/ports/jobs.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const job = (id: string, parts: Partial<JobRecord> = {}): JobRecord => ({
  id,
  kind: 'follows',
  state: 'running',
  createdAtMs: 1,
  data: { fileName: 'f.csv' },
  ...parts,
});
const rows = (id: string, states: readonly string[]): JobRow[] =>
  states.map((state, index) => ({ job: id, index, state, data: `row ${index}` }));

export function describeJobs(harness: StoreHarness): void {
  describe('jobs', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    it('are there again after a restart, rows and file with them', async () => {
      await store.jobs.put(job('a'), rows('a', ['waiting', 'done']));
      await store.jobs.putFile('a', new Blob(['text']));
      const again = await device.openAgain();
      expect(await again.jobs.jobs()).toEqual([job('a')]);
      expect(await again.jobs.rows('a', { limit: 10 })).toEqual(rows('a', ['waiting', 'done']));
      expect(await again.jobs.file('a')).toBeDefined();
      again.close();
    });

    it('read rows of one state in portions and count them, each job for itself', async () => {
      const states = ['waiting', 'done', 'waiting', 'gone', 'waiting'];
      await store.jobs.put(job('a'), rows('a', states));
      await store.jobs.put(job('ab'), rows('ab', ['waiting']));
      const first = await store.jobs.rows('a', { state: 'waiting', limit: 2 });
      expect(first.map(({ index }) => index)).toEqual([0, 2]);
      const second = await store.jobs.rows('a', { state: 'waiting', after: 2, limit: 2 });
      expect(second.map(({ index }) => index)).toEqual([4]);
      expect(await store.jobs.counts('a')).toEqual(
        new Map([
          ['done', 1],
          ['gone', 1],
          ['waiting', 3],
        ]),
      );
      await store.jobs.putRows([{ job: 'a', index: 0, state: 'done', data: 'changed' }]);
      expect((await store.jobs.counts('a')).get('done')).toBe(2);
      expect(await store.jobs.rows('a', { limit: 0 })).toEqual([]);
    });

    it('are changed on top of what is there, by two at once too', async () => {
      await store.jobs.put(job('a', { data: 0 }));
      const again = await device.openAgain();
      const count = (one: AccountStore) => one.jobs.update('a', (before) => ({ ...before, data: Number(before.data) + 1 }));
      await Promise.all([count(store), count(again), count(store)]);
      expect(await store.jobs.job('a')).toEqual(job('a', { data: 3 }));
      expect(await store.jobs.update('a', () => undefined)).toEqual(job('a', { data: 3 }));
      expect(await store.jobs.update('b', (before) => before)).toBeUndefined();
      again.close();
    });

    it('are changed together with rows, and rows only with them', async () => {
      await store.jobs.put(job('a', { data: 0 }), rows('a', ['waiting', 'waiting']));
      const [first, second] = rows('a', ['done', 'waiting', 'waiting']);
      if (first === undefined || second === undefined) throw new Error('no rows');
      await store.jobs.update('a', (before) => ({ ...before, data: 1 }), [first]);
      expect(await store.jobs.job('a')).toEqual(job('a', { data: 1 }));
      expect(await store.jobs.rows('a', { limit: 10 })).toEqual([first, second]);
      await store.jobs.update('a', () => undefined, [{ ...second, state: 'done' }]);
      await store.jobs.update('b', (before) => before, rows('b', ['waiting']));
      expect(await store.jobs.rows('a', { limit: 10 })).toEqual([first, second]);
      expect(await store.jobs.rows('b', { limit: 10 })).toEqual([]);
    });

    it('begin anew without rows', async () => {
      await store.jobs.put(job('a'), rows('a', ['waiting', 'done']));
      await store.jobs.put(job('ab'), rows('ab', ['waiting']));
      await store.jobs.deleteRows('a');
      expect(await store.jobs.rows('a', { limit: 10 })).toEqual([]);
      expect(await store.jobs.counts('a')).toEqual(new Map());
      expect(await store.jobs.job('a')).toEqual(job('a'));
      await store.jobs.putRows(rows('a', ['done']));
      expect(await store.jobs.counts('a')).toEqual(new Map([['done', 1]]));
      expect(await store.jobs.rows('ab', { limit: 10 })).toHaveLength(1);
    });

    it('are deleted whole', async () => {
      await store.jobs.put(job('a'), rows('a', ['waiting']));
      await store.jobs.putFile('a', new Blob(['text']));
      await store.jobs.put(job('b'), rows('b', ['waiting']));
      await store.jobs.delete('a');
      expect([await store.jobs.job('a'), await store.jobs.file('a')]).toEqual([undefined, undefined]);
      expect(await store.jobs.rows('a', { limit: 10 })).toEqual([]);
      expect(await store.jobs.counts('a')).toEqual(new Map());
      expect(await store.jobs.rows('b', { limit: 10 })).toHaveLength(1);
    });
  });
}
