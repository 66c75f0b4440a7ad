import type { CanonicalId, Rkey } from '../brand.ts';
import { embeddedObject, textOf } from './documents.ts';
import { rkeyOfActivity } from './outbox-draft.ts';
import type { OutboxDraft, PageItems } from './outbox-draft.ts';

/** Does an activity of this page carry the object in full (and not its Tombstone)? */
export const pageEmbeds = (items: PageItems, id: CanonicalId): boolean =>
  items.some((item) => {
    const embedded = embeddedObject(item);
    return embedded?.id === id && textOf(embedded.object, 'type') !== 'Tombstone';
  });

/**
 * Numbers of the pages with activities that embed the object. `rkeys`: record keys of all own activities that embed it, when the
 * caller knows them; each costs a binary search, because pages are filled in publication order. Two devices that published apart
 * may have left older keys above newer ones: when the search does not find one, all pages are read.
 */
export async function findPagesEmbedding(
  outbox: OutboxDraft,
  id: CanonicalId,
  rkeys: readonly Rkey[] | undefined,
): Promise<Set<number>> {
  const found = new Set<number>();
  for (const rkey of rkeys ?? []) {
    const page = await findPageOf(outbox, rkey);
    if (page === undefined) return scanPages(outbox, id);
    found.add(page);
  }
  return rkeys === undefined || found.size === 0 ? scanPages(outbox, id) : found;
}

/** The page that holds the activity with this record key, by binary search; undefined when it is not where its key belongs. */
export async function findPageOf(outbox: OutboxDraft, rkey: Rkey): Promise<number | undefined> {
  let low = 0;
  let high = outbox.newestPage;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const oldest = (await outbox.page(middle))?.at(-1);
    const oldestRkey = oldest === undefined ? undefined : rkeyOfActivity(oldest);
    if (oldestRkey !== undefined && oldestRkey <= rkey) low = middle;
    else high = middle - 1;
  }
  for (const page of [low, low - 1, low + 1]) {
    if ((await outbox.page(page))?.some((item) => rkeyOfActivity(item) === rkey)) return page;
  }
  return undefined;
}

async function scanPages(outbox: OutboxDraft, id: CanonicalId): Promise<Set<number>> {
  const found = new Set<number>();
  for (let page = outbox.newestPage; page >= 0; page--) {
    const items = await outbox.page(page);
    if (items !== undefined && pageEmbeds(items, id)) found.add(page);
  }
  return found;
}
