import type { Cursor } from '../../protocol/ports/store.ts';
import type { Listing } from '../../services/app-api.ts';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A page of a list that lies in memory. */
export async function listing<T>(
  all: readonly T[],
  page: { readonly before?: Cursor; readonly limit: number },
  cursorOf: (item: T) => Cursor,
): Promise<Listing<T>> {
  const { before } = page;
  // A position may also be one between two items.
  const known = before === undefined ? -1 : all.findIndex((item) => cursorOf(item).id === before.id);
  const older = before === undefined ? 0 : all.findIndex((item) => cursorOf(item).atMs <= before.atMs);
  const start = before === undefined ? 0 : known >= 0 ? known + 1 : older >= 0 ? older : all.length;
  const items = all.slice(start, start + page.limit);
  const last = items.at(-1);
  return start + page.limit < all.length && last !== undefined ? { items, next: cursorOf(last) } : { items };
}
