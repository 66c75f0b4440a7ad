import type { Cursor } from '../../protocol/ports/store.ts';
import type { Listing } from '../../services/app-api.ts';

let answersOnTheirWay = 0;
let hurries = false;

/** From now on answers come at once, but for those of somebody else who takes their time. */
export const hurry = (): void => {
  hurries = true;
};

/** Whether something answers in a moment; what takes a second or more is somebody else who takes their time. */
export const isBusy = (): boolean => answersOnTheirWay > 0;

export async function pause(ms: number): Promise<void> {
  const counts = ms < 1000 ? 1 : 0;
  answersOnTheirWay += counts;
  await new Promise((resolve) => setTimeout(resolve, hurries && counts > 0 ? 0 : ms));
  answersOnTheirWay -= counts;
}

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
