import { expect, it } from 'vitest';
import { mergeFirstPage } from './merge-first-page.ts';

interface Item {
  readonly key: string;
  readonly likes?: number;
  readonly tags?: readonly { readonly name: string }[];
}

const merged = (now: readonly Item[], read: readonly Item[]): readonly Item[] =>
  mergeFirstPage<Item>(
    { items: now, fresh: [] },
    { items: [...read] },
    ({ key }) => key,
    () => false,
  ).items;

it('keeps the very object of an item that says the same, and takes the new one of any other', () => {
  const now: Item[] = [
    { key: 'same', likes: 1, tags: [{ name: 'a' }] },
    { key: 'liked', likes: 1 },
    { key: 'tagged', tags: [] },
  ];
  const read: Item[] = [
    { key: 'same', likes: 1, tags: [{ name: 'a' }] },
    { key: 'liked', likes: 2 },
    { key: 'tagged', tags: [{ name: 'b' }] },
  ];
  const after = merged(now, read);
  expect(after[0]).toBe(now[0]);
  expect(after[1]).toBe(read[1]);
  expect(after[2]).toBe(read[2]);
});

it('takes the new one where a member came, went, or is no plain data', () => {
  const cases: [object, object][] = [
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: undefined }, { b: undefined }],
    [{ a: [] }, { a: {} }],
    [{ a: new Date(5) }, { a: new Date(5) }],
  ];
  for (const [before, after] of cases) {
    const item = { key: 'x', ...after };
    expect(merged([{ key: 'x', ...before }], [item])[0]).toBe(item);
  }
});
