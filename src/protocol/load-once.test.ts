import { expect, it } from 'vitest';
import { loadOnce } from './load-once.ts';

it('loads once, for everybody who asks meanwhile and later', async () => {
  let loads = 0;
  const get = loadOnce(async () => ++loads);
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(await get()).toBe(1);
});

it('tries again after a failure', async () => {
  let loads = 0;
  const get = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error('offline');
    return loads;
  });
  await expect(get()).rejects.toThrow('offline');
  expect(await get()).toBe(2);
});
