import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../protocol/ports/store.ts';
import { createListing } from './listing.ts';
import { createPlaces, itemAt, type Place } from './place.ts';

interface Item {
  readonly id: string;
  readonly cursor: Cursor;
}

const item = (number: number): Item => ({ id: `p${number}`, cursor: { atMs: number, id: `p${number}` } });
const from = (newest: number, oldest: number): Item[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => item(newest - index));
const place = (top: number, at: number): Place => ({ top: item(top).cursor, at: item(at).cursor, offsetPx: 40 });

/** A list in memory, as the database reads: what is older than a position. */
function source(first: readonly Item[]) {
  let items = first;
  return {
    put: (next: readonly Item[]) => void (items = next),
    async load({ before, limit }: { readonly before?: Cursor; readonly limit: number }) {
      const isOlder = ({ cursor }: Item): boolean =>
        before === undefined || cursor.atMs < before.atMs || (cursor.atMs === before.atMs && cursor.id < before.id);
      const older = items.filter(isOlder);
      const page = older.slice(0, limit);
      const last = page.at(-1);
      return older.length > limit && last !== undefined ? { items: page, next: last.cursor } : { items: page };
    },
  };
}

const listing = (of: ReturnType<typeof source>, at?: Place) =>
  createListing<Item>({ keyOf: ({ id }) => id, cursorOf: ({ cursor }) => cursor, load: of.load, pageSize: 20, place: at });
const span = (items: readonly Item[]): string => `${items[0]?.id ?? ''}..${items.at(-1)?.id ?? ''}`;

describe('a list that is opened again', () => {
  it('begins as it was left, and what came since waits', async () => {
    const list = listing(source(from(512, 1)), place(500, 480));
    await list.open();
    const { items, fresh, apart } = list.state.get();
    expect(span(fresh)).toBe('p512..p501');
    expect(span(items)).toBe('p500..p413');
    expect(apart).toBeUndefined();
    expect(itemAt(items, place(500, 480).at)?.id).toBe('p480');
  });

  it('reads down to where the reader was', async () => {
    const list = listing(source(from(500, 1)), place(500, 130));
    await list.open();
    expect(list.state.get().items.some(({ id }) => id === 'p130')).toBe(true);
    expect(list.state.get().fresh).toEqual([]);
  });

  it('stands at the next older post when the one of before is gone', async () => {
    const list = listing(source(from(500, 1).filter(({ id }) => id !== 'p480')), place(500, 480));
    await list.open();
    expect(itemAt(list.state.get().items, place(500, 480).at)?.id).toBe('p479');
  });

  it('keeps the reader apart from what is newest when more came than a page', async () => {
    const of = source(from(1000, 1));
    const list = listing(of, place(500, 480));
    await list.open();
    expect(span(list.state.get().items)).toBe('p500..p401');
    expect(list.state.get().fresh).toHaveLength(100);
    expect(list.state.get().apart).toBeDefined();

    of.put(from(1001, 1));
    await list.refresh(false);
    expect(list.state.get().items[0]?.id).toBe('p500');
    expect(list.state.get().fresh[0]?.id).toBe('p1001');

    list.showFresh();
    expect(list.state.get().items[0]?.id).toBe('p1001');
    await list.loadMore();
    expect(span(list.state.get().items)).toMatch(/^p1001\.\.p8\d\d$/);
    expect(new Set(list.state.get().items.map(({ id }) => id)).size).toBe(list.state.get().items.length);
  });

  it('does not jump when more arrives at once than a page holds', async () => {
    const of = source(from(100, 1));
    const list = listing(of);
    await list.open();
    of.put(from(900, 1));
    await list.refresh(false);
    expect(span(list.state.get().items)).toBe('p100..p81');
    expect(list.state.get().apart).toBeDefined();
    await list.loadMore();
    expect(span(list.state.get().items)).toBe('p100..p61');
  });

  it('begins at the top when nothing of before is left', async () => {
    const list = listing(source(from(20, 11)), place(5, 3));
    await list.open();
    expect(list.state.get().items).toHaveLength(10);
  });
});

describe('places', () => {
  function storage(): Pick<Storage, 'getItem' | 'setItem'> & { readonly text: () => string } {
    let text: string | null = null;
    return { getItem: () => text, setItem: (_, next) => void (text = next), text: () => text ?? '' };
  }

  it('are kept by account and list', () => {
    const kept = storage();
    const ada = createPlaces(kept, () => 'ada');
    ada.put('home', place(5, 3));
    expect(createPlaces(kept, () => 'ada').get('home')).toEqual(place(5, 3));
    expect(createPlaces(kept, () => 'bob').get('home')).toBeUndefined();
    ada.put('home', undefined);
    expect(ada.get('home')).toBeUndefined();
  });

  it('are bounded, and survive whatever stands in the store', () => {
    const kept = storage();
    const places = createPlaces(kept, () => 'ada');
    for (let index = 0; index < 100; index++) places.put(`list ${index}`, place(5, 3));
    expect(JSON.parse(kept.text())).toHaveLength(40);
    expect(places.get('list 99')).toBeDefined();
    for (const text of ['', '{', '[[1,2],["ada home",{}],null]', '{"a":1}']) {
      kept.setItem('pollen.places', text);
      expect(places.get('home')).toBeUndefined();
    }
  });
});
