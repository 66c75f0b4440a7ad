import type { Cursor } from '../../protocol/ports/store.ts';
import type { Listing } from '../../services/app-api.ts';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A page of a list that lies in memory. */
export async function listing<T>(
  all: readonly T[],
  page: { readonly before?: Cursor; readonly limit: number },
  cursorOf: (item: T) => Cursor,
): Promise<Listing<T>> {
  const start = page.before === undefined ? 0 : all.findIndex((item) => cursorOf(item).id === page.before?.id) + 1;
  const items = all.slice(start, start + page.limit);
  const last = items.at(-1);
  return start + page.limit < all.length && last !== undefined ? { items, next: cursorOf(last) } : { items };
}
