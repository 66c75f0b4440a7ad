import { type FilterPlace, filterPlaces, type FilterRecord } from '../../protocol/ports/filters.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { PrivateEntry } from '../../protocol/private-state/entry.ts';
import { mergeEntries } from '../../protocol/private-state/merge.ts';

export const longestFilter = 200;

/** The private entry (kind `filter`, bridge-spec section 17) of a filter. */
export const entryOfFilter = (
  { id, text, wholeWords, places, action, untilMs }: FilterRecord,
  stampMs: number,
): PrivateEntry => ({
  kind: 'filter',
  id,
  stampMs,
  removed: false,
  value: { text, wholeWords, places: [...places], action, ...(untilMs !== undefined && { until: untilMs }) },
});

/** The filter of an entry; undefined for what is none, is removed, or is not understood. */
export function filterOfEntry({ kind, id, removed, value = {} }: PrivateEntry): FilterRecord | undefined {
  const { text, wholeWords, places, action, until } = value;
  if (kind !== 'filter' || removed || typeof text !== 'string' || text.trim() === '' || text.length > longestFilter)
    return undefined;
  if (!Array.isArray(places) || (action !== 'fold' && action !== 'hide')) return undefined;
  const known = filterPlaces.filter((place: FilterPlace) => places.includes(place));
  const untilMs = typeof until === 'number' && Number.isFinite(until) ? { untilMs: until } : {};
  return { id, text, wholeWords: wholeWords === true, places: known, action, ...untilMs };
}

/**
 * Writes down which filters apply (setting `filters`, read before the first timeline), with `news` on top of what is known. Comes before the
 * entries themselves: killed in between, it is done again.
 */
export async function applyFilterEntries(store: AccountStore, news: readonly PrivateEntry[]): Promise<void> {
  const isFilter = ({ kind }: PrivateEntry): boolean => kind === 'filter';
  if (!news.some(isFilter)) return;
  const known = (await store.privateEntries.all()).filter(isFilter);
  const all = [...mergeEntries(known, news.filter(isFilter)).values()];
  await store.putSetting(
    'filters',
    all.flatMap((entry) => filterOfEntry(entry) ?? []),
  );
}
