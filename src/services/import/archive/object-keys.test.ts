import { expect, it } from 'vitest';
import { rkeyToMs } from '../../../protocol/identity/rkey.ts';
import { createObjectKeys } from './object-keys.ts';

const startMs = Date.UTC(2019, 4, 1);
const folderOf = (rkey: string): string => rkey.slice(0, 4);

it('gives keys of the dates of writing, strictly ascending, the same again', () => {
  const dates = [0, 0, 1, 86_400_000, 86_400_000, 10 * 86_400_000].map((ms) => startMs + ms);
  const keysOf = (): string[] => {
    const keys = createObjectKeys(7);
    return dates.map((ms) => keys.next(ms));
  };
  const keys = keysOf();
  expect(keys).toEqual([...new Set(keys)].toSorted());
  expect(keysOf()).toEqual(keys);
  expect(keys.map((key) => rkeyToMs(key as never))).toEqual(dates);
});

it('fills no folder of the tree with posts of one moment', () => {
  const keys = createObjectKeys(7);
  const counts = new Map<string, number>();
  let before = '';
  for (let number = 0; number < 30_000; number++) {
    const key = keys.next(startMs);
    expect(key > before).toBe(true);
    before = key;
    counts.set(folderOf(key), (counts.get(folderOf(key)) ?? 0) + 1);
  }
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(2000);
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(30_000);
});
