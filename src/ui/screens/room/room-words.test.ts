import { beforeAll, expect, it } from 'vitest';
import { startTranslations } from '../../text/translate.ts';
import { sharesOf } from './room-words.ts';

beforeAll(() => startTranslations());

const use = { ownPosts: 1, ownMedia: 2, othersPosts: 3, othersMedia: 4, blocks: 5, imports: 6 };

it('names every part once, and calls the rest by its name', () => {
  const shares = sharesOf(use, 100);
  expect(shares.map(({ kind, bytes }) => [kind, bytes])).toEqual([
    ['own', 3],
    ['media', 4],
    ['posts', 3],
    ['blocks', 5],
    ['imports', 6],
    ['rest', 79],
  ]);
});

it('has no rest below nothing: browsers count compressed or rounded', () => {
  expect(sharesOf(use, 10).at(-1)?.bytes).toBe(0);
});

it('counts other accounts of the device by themselves, where there are any', () => {
  const shares = sharesOf(use, 100, 30);
  expect(shares.slice(-2).map(({ kind, bytes }) => [kind, bytes])).toEqual([
    ['accounts', 30],
    ['rest', 49],
  ]);
});
