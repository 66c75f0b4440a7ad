import type { Listing, Live } from '../../services/app-api.ts';
import type { Cursor } from '../../protocol/ports/store.ts';
import { createValue } from '../app/value.ts';
import { loadPlaceKeeper } from './load-place-keeper.ts';
import type { Place } from './place.ts';

export interface ListingState<T> {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly items: readonly T[];
  /** Newer than anything shown, held back until the reader asks for it. */
  readonly fresh: readonly T[];
  /** More waits than `fresh` has, and `items` does not follow on it; `next` is where `fresh` goes on. */
  readonly apart?: { readonly next: Cursor | undefined } | undefined;
  /** Absent at the end of what this device has. */
  readonly next?: Cursor;
  readonly more: 'idle' | 'loading' | 'failed';
  /** What went wrong, for the report. */
  readonly reason?: string;
}

/** A list that is read page by page and stays where the reader is when newer things arrive. */
export interface ListingStore<T> {
  readonly state: Live<ListingState<T>>;
  /** A screen shows the list: reads the first page, or, when it is there already, what has changed since. */
  open(): Promise<void>;
  /** Reads the first page; again after a failure. */
  start(): Promise<void>;
  /** Reads older items: a page, or `count`. */
  loadMore(count?: number): Promise<void>;
  /** Something changed: reads again what is shown. Newer things appear at once when `atTop`, else they wait in `fresh`. */
  refresh(atTop: boolean): Promise<void>;
  showFresh(): void;
  /** Height of each item as last drawn, px, so that what is far away takes its place without being drawn. */
  readonly heights: Map<string, number>;
  /** Where the reader is, or was when the screen was left; undefined at the top. */
  place: Place | undefined;
  /** On which item the focus stood. */
  focused: string | undefined;
}

export interface ListingOptions<T> {
  readonly keyOf: (item: T) => string;
  readonly load: (page: { readonly before?: Cursor; readonly limit: number }) => Promise<Listing<T>>;
  /** Items that never wait: one's own. */
  readonly atOnce?: (item: T) => boolean;
  readonly pageSize?: number;
  /** Position of an item; lists that have it can begin where the reader was. */
  readonly cursorOf?: (item: T) => Cursor;
  /** Where the reader was when the page was closed. */
  readonly place?: Place | undefined;
}

/** Most items that a refresh reads again; older ones keep what they showed until they are read anew. */
const refreshLimit = 120;

export function createListing<T>(options: ListingOptions<T>): ListingStore<T> {
  const pageSize = options.pageSize ?? 20;
  const state = createValue<ListingState<T>>({ status: 'loading', items: [], fresh: [], more: 'idle' });
  let busy: Promise<void> | undefined;
  let again: boolean | undefined;
  let started = false;
  /** Which items these are, made once for each list and added to as it grows: not all of a long one anew for every page. */
  let known: { readonly items: readonly T[]; readonly keys: Set<string> } | undefined;

  async function readFirst(): Promise<void> {
    state.set({ status: 'loading', items: [], fresh: [], more: 'idle' });
    try {
      const begun = await begin();
      state.set({ status: 'ready', more: 'idle', ...begun });
    } catch (error) {
      state.update((now) => ({ ...now, status: 'failed', reason: String(error) }));
    }
  }

  async function begin(): Promise<Pick<ListingState<T>, 'items' | 'fresh' | 'next' | 'apart'>> {
    const { cursorOf, place } = options;
    if (cursorOf !== undefined && place !== undefined) {
      const [{ beginAtPlace }] = await Promise.all([import('./begin-at-place.ts'), loadPlaceKeeper()]);
      return beginAtPlace({ ...options, cursorOf }, place);
    }
    const { items, next } = await options.load({ limit: pageSize });
    return { items, fresh: [], next };
  }

  async function loadMore(count = pageSize): Promise<void> {
    const { next, more, status } = state.get();
    if (next === undefined || more === 'loading' || status !== 'ready') return;
    state.update((now) => ({ ...now, more: 'loading' }));
    try {
      const page = await options.load({ before: next, limit: count });
      state.update((now) => {
        const keys = known?.items === now.items ? known.keys : new Set(now.items.map(options.keyOf));
        const added = page.items.filter((item) => !keys.has(options.keyOf(item)));
        for (const item of added) keys.add(options.keyOf(item));
        const items = [...now.items, ...added];
        known = { items, keys };
        return { ...now, items, next: page.next, more: 'idle' };
      });
    } catch (error) {
      state.update((now) => ({ ...now, more: 'failed', reason: String(error) }));
    }
  }

  async function readAgain(atTop: boolean): Promise<void> {
    const before = state.get();
    if (before.status !== 'ready') return readFirst();
    // A page more than what is known, so that new items are seen to follow on it.
    const limit = Math.min(refreshLimit, before.items.length + before.fresh.length + pageSize);
    const { cursorOf } = options;
    try {
      if (before.apart !== undefined && cursorOf !== undefined) {
        const { readApart } = await import('./begin-at-place.ts');
        const read = await readApart({ ...options, cursorOf }, before, refreshLimit);
        if (state.get() === before) state.set({ ...before, ...read });
        return;
      }
      const [page, { mergeFirstPage }] = await Promise.all([options.load({ limit }), import('./merge-first-page.ts')]);
      const holdBack = (item: T): boolean => !atTop && options.atOnce?.(item) !== true;
      state.update((now) => ({
        ...now,
        ...mergeFirstPage(now, page, options.keyOf, holdBack, cursorOf !== undefined && !atTop),
      }));
    } catch {
      // What is shown stays; the next change tries again.
    }
  }

  /** One reading at a time; changes that come meanwhile, the first reading's too, lead to exactly one more. */
  async function run(reading: () => Promise<void>): Promise<void> {
    again = undefined;
    await reading();
    const atTop = again as boolean | undefined;
    if (atTop !== undefined) return run(() => readAgain(atTop));
    // At once: a change of the very next moment is one for a new reading.
    busy = undefined;
  }

  async function readInTurn(atTop: boolean, reading: () => Promise<void>): Promise<void> {
    if (busy === undefined) busy = run(reading);
    else again = atTop;
    return busy;
  }

  function start(): Promise<void> {
    started = true;
    return readInTurn(false, readFirst);
  }

  const refresh = (atTop: boolean): Promise<void> => readInTurn(atTop, () => readAgain(atTop));

  return {
    state,
    open: () => (started && state.get().status !== 'failed' ? refresh(false) : start()),
    start,
    loadMore,
    refresh,
    showFresh() {
      state.update(({ apart, ...now }) =>
        apart === undefined
          ? { ...now, items: [...now.fresh, ...now.items], fresh: [] }
          : { ...now, items: now.fresh, fresh: [], next: apart.next },
      );
      // Own items may stand among the held back ones: the order is read again.
      void refresh(true);
    },
    heights: new Map(),
    place: options.place,
    focused: undefined,
  };
}
