import type { Cursor } from '../../protocol/ports/store.ts';
import type { ListingOptions, ListingState } from './listing.ts';
import { mergeFirstPage } from './merge-first-page.ts';
import type { Place } from './place.ts';

/** Items read at once. */
const pageSize = 100;
/** A reader further down than so many items finds the last of them. */
const furthest = 800;

type Beginning<T> = Pick<ListingState<T>, 'items' | 'fresh' | 'next' | 'apart'>;
type Options<T> = ListingOptions<T> & { readonly cursorOf: (item: T) => Cursor };

/**
 * The list as it was left: down to where the reader was; what came since waits. When more came than a page, the list stands apart from
 * what is newest, until the reader asks for that.
 */
export async function beginAtPlace<T>(options: Options<T>, place: Place): Promise<Beginning<T>> {
  const { load, cursorOf } = options;
  const newest = await load({ limit: pageSize });
  const isNew = (item: T): boolean => compare(cursorOf(item), place.top) > 0 && options.atOnce?.(item) !== true;
  const isApart = newest.next !== undefined && newest.items.every((item) => compare(cursorOf(item), place.top) > 0);
  const items = isApart ? [] : newest.items.filter((item) => !isNew(item));
  let next = isApart ? including(place.top) : newest.next;
  while (next !== undefined && items.length < furthest && !isReached(items.at(-1), cursorOf, place.at)) {
    const page = await load({ before: next, limit: pageSize });
    items.push(...page.items);
    next = page.next;
  }
  const fresh = newest.items.filter((item) => isApart || isNew(item));
  return items.length === 0
    ? { items: newest.items, fresh: [], next: newest.next }
    : { items, fresh, next, ...(isApart && { apart: { next: newest.next } }) };
}

/** Reads again what is shown of a list that stands apart, and what waits above it. */
export async function readApart<T>(options: Options<T>, now: ListingState<T>, limit: number): Promise<Beginning<T>> {
  const { load, cursorOf, keyOf } = options;
  const [first] = now.items;
  if (first === undefined) return now;
  const [newest, shown] = await Promise.all([
    load({ limit: pageSize }),
    load({ before: including(cursorOf(first)), limit: Math.min(limit, now.items.length + 1) }),
  ]);
  const { items, next } = mergeFirstPage({ items: now.items, fresh: [], next: now.next }, shown, keyOf, () => false);
  const firstKnown = newest.items.findIndex((item) => keyOf(item) === keyOf(first));
  if (firstKnown === -1) return { items, next, fresh: newest.items, apart: { next: newest.next } };
  return { items, next, fresh: newest.items.slice(0, firstKnown), apart: undefined };
}

/** A position from which a reading begins with the item itself. */
const including = ({ atMs, id }: Cursor): Cursor => ({ atMs, id: `${id}\uFFFF` });

const isReached = <T>(last: T | undefined, cursorOf: (item: T) => Cursor, at: Cursor): boolean =>
  last !== undefined && compare(cursorOf(last), at) <= 0;

/** As timelines are sorted: date first, id as tie-break. */
function compare(one: Cursor, other: Cursor): number {
  if (one.atMs !== other.atMs) return one.atMs - other.atMs;
  return one.id === other.id ? 0 : one.id > other.id ? 1 : -1;
}
