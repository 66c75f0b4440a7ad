import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../protocol/ports/store.ts';
import { createListing } from './listing.ts';

interface Item {
  readonly id: string;
  readonly own?: boolean;
  readonly likes?: number;
}

/** A list in memory, newest first, that can be changed and made to fail. */
function source(first: readonly Item[]) {
  let items = first;
  let failing = false;
  let reads = 0;
  return {
    put: (next: readonly Item[]) => void (items = next),
    fail: (on: boolean) => void (failing = on),
    reads: () => reads,
    async load(page: { readonly before?: Cursor; readonly limit: number }) {
      reads += 1;
      if (failing) throw new Error('no');
      const start = page.before === undefined ? 0 : items.findIndex((item) => item.id === page.before?.id) + 1;
      const slice = items.slice(start, start + page.limit);
      const last = slice.at(-1);
      const more = start + page.limit < items.length && last !== undefined;
      return more ? { items: slice, next: { atMs: 0, id: last.id } } : { items: slice };
    },
  };
}

const numbered = (from: number, to: number): Item[] =>
  Array.from({ length: from - to + 1 }, (_, index) => ({ id: String(from - index) }));
const ids = (items: readonly Item[]): string => items.map((item) => item.id).join(' ');

function list(from: ReturnType<typeof source>, pageSize = 3) {
  return createListing<Item>({
    keyOf: (item) => item.id,
    load: from.load,
    atOnce: (item) => item.own === true,
    pageSize,
  });
}

describe('a listing', () => {
  it('reads page by page to the end', async () => {
    const store = list(source(numbered(7, 1)));
    await store.open();
    expect(ids(store.state.get().items)).toBe('7 6 5');
    await store.loadMore();
    await store.loadMore();
    expect(ids(store.state.get().items)).toBe('7 6 5 4 3 2 1');
    expect(store.state.get().next).toBeUndefined();
  });

  it('holds newer items back until they are asked for', async () => {
    const from = source(numbered(5, 1));
    const store = list(from);
    await store.open();
    from.put(numbered(7, 1));
    await store.refresh(false);
    expect(ids(store.state.get().items)).toBe('5 4 3 2');
    expect(ids(store.state.get().fresh)).toBe('7 6');
    store.showFresh();
    expect(ids(store.state.get().items)).toBe('7 6 5 4 3 2');
    expect(store.state.get().fresh).toEqual([]);
  });

  it('keeps held back items held back while more arrive', async () => {
    const from = source(numbered(9, 1));
    const store = list(from, 9);
    await store.open();
    from.put(numbered(10, 1));
    await store.refresh(false);
    from.put(numbered(12, 1));
    await store.refresh(false);
    expect(ids(store.state.get().fresh)).toBe('12 11 10');
    expect(store.state.get().items[0]?.id).toBe('9');
  });

  it('shows newer items at once at the top, and own ones anywhere', async () => {
    const from = source(numbered(3, 1));
    const store = list(from, 5);
    await store.open();
    from.put([{ id: 'mine', own: true }, { id: '4' }, ...numbered(3, 1)]);
    await store.refresh(false);
    expect(ids(store.state.get().items)).toBe('mine 3 2 1');
    expect(ids(store.state.get().fresh)).toBe('4');
    await store.refresh(false);
    expect(ids(store.state.get().fresh)).toBe('4');
    await store.refresh(true);
    expect(ids(store.state.get().items)).toBe('mine 4 3 2 1');
  });

  it('replaces what changed and drops what vanished', async () => {
    const from = source(numbered(3, 1));
    const store = list(from, 5);
    await store.open();
    from.put([{ id: '3', likes: 2 }, { id: '1' }]);
    await store.refresh(false);
    expect(store.state.get().items).toEqual([{ id: '3', likes: 2 }, { id: '1' }]);
  });

  it('fails visibly at first, quietly later, and recovers', async () => {
    const from = source(numbered(3, 1));
    const store = list(from);
    from.fail(true);
    await store.open();
    expect(store.state.get().status).toBe('failed');
    from.fail(false);
    await store.open();
    expect(ids(store.state.get().items)).toBe('3 2 1');
    from.fail(true);
    await store.refresh(false);
    expect(store.state.get().status).toBe('ready');
  });

  it('keeps what is shown when older items fail to come', async () => {
    const from = source(numbered(7, 1));
    const store = list(from);
    await store.open();
    from.fail(true);
    await store.loadMore();
    expect(store.state.get().more).toBe('failed');
    from.fail(false);
    await store.loadMore();
    expect(ids(store.state.get().items)).toBe('7 6 5 4 3 2');
  });

  it('reads once more, not many times, for changes that come while it reads', async () => {
    const from = source(numbered(3, 1));
    const store = list(from);
    await store.open();
    const before = from.reads();
    await Promise.all([store.refresh(false), store.refresh(false), store.refresh(false), store.refresh(true)]);
    expect(from.reads() - before).toBe(2);
  });

  it('shows what comes while it reads for the first time', async () => {
    const from = source(numbered(3, 1));
    const store = list(from);
    const opened = store.open();
    from.put(numbered(5, 1));
    await Promise.all([opened, store.refresh(true)]);
    expect(ids(store.state.get().items)).toBe('5 4 3 2 1');
  });

  it('starts anew when more came than a page holds', async () => {
    const from = source(numbered(3, 1));
    const store = list(from);
    await store.open();
    from.put(numbered(200, 150));
    await store.refresh(false);
    expect(ids(store.state.get().items)).toBe('200 199 198 197 196 195');
  });
});
