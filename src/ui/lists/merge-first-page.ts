import type { Cursor } from '../../protocol/ports/store.ts';
import type { Listing } from '../../services/app-api.ts';

interface Shown<T> {
  readonly items: readonly T[];
  readonly fresh: readonly T[];
  readonly next?: Cursor;
  readonly apart?: { readonly next: Cursor | undefined } | undefined;
}

/**
 * Lays a newly read first page over what is shown. Known items are replaced, vanished ones leave, items older than the page stay.
 * Items above everything shown go to `fresh` when `holdBack` says so; unknown ones further down take their place at once.
 * When the page holds nothing that was shown, more has come than a page: the list starts anew from the page; or, where `mayWait`,
 * stays as it is, and stands apart from the page, which waits.
 */
export function mergeFirstPage<T>(
  now: Shown<T>,
  page: Listing<T>,
  keyOf: (item: T) => string,
  holdBack: (item: T) => boolean,
  mayWait = false,
): Shown<T> {
  const shownKeys = new Set(now.items.map(keyOf));
  const firstKnown = page.items.findIndex((item) => shownKeys.has(keyOf(item)));
  if (firstKnown === -1 && mayWait && page.items.length > 0 && now.items.length > 0)
    return { items: now.items, fresh: page.items, next: now.next, apart: { next: page.next } };
  if (firstKnown === -1) return { items: page.items, fresh: [], next: page.next };

  const waiting = new Set(now.fresh.map(keyOf));
  const isFresh = (item: T, index: number): boolean =>
    holdBack(item) && (index < firstKnown || (waiting.has(keyOf(item)) && !shownKeys.has(keyOf(item))));
  const pageKeys = new Set(page.items.map(keyOf));
  const lastCovered = now.items.findLastIndex((item) => pageKeys.has(keyOf(item)));
  const tail = page.next === undefined ? [] : now.items.slice(lastCovered + 1);
  return {
    items: [...page.items.filter((item, index) => !isFresh(item, index)), ...tail],
    fresh: page.items.filter(isFresh),
    next: tail.length === 0 ? page.next : now.next,
  };
}
