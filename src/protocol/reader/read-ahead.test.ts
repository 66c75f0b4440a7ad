import { describe, expect, it } from 'vitest';
import { pageNumberOf } from '../identity/paths.ts';
import { newSyncState, runReader } from './read-outcome.ts';
import type { ReadAnswer, ReadOutcome, ReadRequest } from './read-outcome.ts';
import { accountOf, contents, page, poll } from './source-fixture.ts';

describe('reading ahead', () => {
  const outcome = {
    type: 'read',
    activities: [],
    problems: [],
    refused: 0,
    state: newSyncState('' as never, '' as never),
  } as const;

  async function* readerOf(requests: readonly ReadRequest[], answers: ReadAnswer[]) {
    for (const request of requests) answers.push(yield request);
    return outcome as ReadOutcome;
  }
  const bytes = (paths: readonly string[]): ReadAnswer => paths.map((path) => new TextEncoder().encode(path));

  it('fetches what is announced along with what is wanted, once, but nothing along with the first', async () => {
    const requests = [
      { paths: ['outbox'], ahead: ['a'] },
      { paths: ['a'], ahead: ['b', 'c'] },
      { paths: ['b', 'c'], ahead: ['d'] },
      { paths: ['e'] },
    ];
    const answers: ReadAnswer[] = [];
    const asked: string[] = [];
    const waiting = new Map<string, () => void>();
    const ready = runReader(readerOf(requests, answers), async (paths) => {
      asked.push(paths.join());
      await new Promise<void>((resolve) => waiting.set(paths.join(), resolve));
      return bytes(paths);
    });
    const answer = async (paths: string): Promise<void> => {
      await expect.poll(() => waiting.has(paths)).toBe(true);
      waiting.get(paths)?.();
    };
    await expect.poll(() => asked).toEqual(['outbox']);
    await answer('outbox');
    await expect.poll(() => asked).toEqual(['outbox', 'a', 'b,c']);
    // The later one may come first.
    await answer('b,c');
    await answer('a');
    await answer('e');
    expect(await ready).toBe(outcome);
    expect(asked).toEqual(['outbox', 'a', 'b,c', 'd', 'e']);
    expect(answers).toEqual(requests.map(({ paths }) => bytes(paths)));
  });

  it('hears of failures only where the answer is wanted', async () => {
    const fetch = async (paths: readonly string[]): Promise<ReadAnswer> => {
      if (paths.includes('bad')) throw new Error('cannot be had');
      return bytes(paths);
    };
    const start = { paths: ['outbox'] };
    const unused = [start, { paths: ['a'], ahead: ['bad'] }, { paths: ['b'] }];
    expect(await runReader(readerOf(unused, []), fetch)).toBe(outcome);
    const used = [start, { paths: ['a'], ahead: ['bad'] }, { paths: ['bad'] }];
    await expect(runReader(readerOf(used, []), fetch)).rejects.toThrow('cannot be had');
  });

  it('announces pages that are read next, each asked for once, within the budget', async () => {
    const source = await accountOf(360);
    const pagesAsked = (): number[] => source.asked.flatMap((path) => pageNumberOf(path) ?? []);
    const all = await poll(source, undefined, { budgetPages: 100 });
    expect(contents(all)).toEqual(Array.from({ length: 360 }, (_, index) => `<p>post ${index}</p>`));
    expect(pagesAsked().toSorted((left, right) => left - right)).toEqual(Array.from({ length: 18 }, (_, index) => index));
    const most = await poll(source, undefined, { budgetPages: 17 });
    expect(pagesAsked().length).toBe(17);
    expect(most.state.gaps).toEqual([0]);
    source.wrong.set(page(source, 5), null);
    const holed = await poll(source, undefined, { budgetPages: 100 });
    expect(holed.state.holes).toEqual([5]);
    expect(holed.activities.length).toBe(340);
  });
});
