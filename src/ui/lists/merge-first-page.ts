import type { Cursor } from '../../protocol/ports/store.ts';
import type { Listing } from '../../services/app-api.ts';

interface Shown<T> {
  readonly items: readonly T[];
  readonly fresh: readonly T[];
  readonly next?: Cursor;
  readonly apart?: { readonly next: Cursor | undefined } | undefined;
}

/**
 * Lays a newly read first page over what is shown. Known items that changed are replaced (one that says the same stays the very object,
 * so that nothing is drawn again for it), vanished ones leave, items older than the page stay.
 * Items above everything shown go to `fresh` when `holdBack` says so; unknown ones further down take their place at once.
 * When the page holds nothing that was shown, more has come than a page: the list starts anew from the page; or, where `mayWait`,
 * stays as it is, and stands apart from the page, which waits.
 */
export function mergeFirstPage<T>(
  now: Shown<T>,
  read: Listing<T>,
  keyOf: (item: T) => string,
  holdBack: (item: T) => boolean,
  mayWait = false,
): Shown<T> {
  const known = new Map([...now.fresh, ...now.items].map((item) => [keyOf(item), item]));
  const page: Listing<T> = {
    ...read,
    items: read.items.map((item) => {
      const before = known.get(keyOf(item));
      return before !== undefined && saysTheSame(before, item) ? before : item;
    }),
  };
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

/** Whether two values of plain data are the same; anything else than plain data is not. */
function saysTheSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isPlain(one) || !isPlain(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && saysTheSame(one[name], other[name]))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
