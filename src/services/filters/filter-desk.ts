import type { FilterRecord } from '../../protocol/ports/filters.ts';
import { isWithinBounds } from '../../protocol/private-state/entry.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';
import type { LaterParts } from '../later-parts.ts';
import { applyFilterEntries, entryOfFilter, filterOfEntry, longestFilter } from './filter-entries.ts';

/** More would slow down every timeline. */
const mostFilters = 200;

/** The owner's filters. */
export interface FilterDesk {
  /** By their texts; those that have ended, too, until they are deleted. */
  filters(): Promise<readonly FilterRecord[]>;
  /** Adds a filter (without `id`) or changes it. False: its text is empty or too long, it applies nowhere, or there are too many. */
  saveFilter(filter: Omit<FilterRecord, 'id'> & { readonly id?: string }): Promise<boolean>;
  deleteFilter(id: string): Promise<void>;
}

export function createFilterDesk({ store, clock }: Pick<LaterParts, 'store' | 'clock'>): FilterDesk {
  const { privateEntries } = store;
  async function filters(): Promise<FilterRecord[]> {
    const all = (await privateEntries.all()).flatMap((entry) => filterOfEntry(entry) ?? []);
    return all.toSorted((one, other) => one.text.localeCompare(other.text) || (one.id < other.id ? -1 : 1));
  }
  return {
    filters,
    async saveFilter({ id = crypto.randomUUID(), text, ...filter }) {
      const trimmed = text.trim().toWellFormed();
      const known = await filters();
      const isNew = !known.some((one) => one.id === id);
      if (trimmed === '' || trimmed.length > longestFilter || filter.places.length === 0) return false;
      if (isNew && known.length >= mostFilters) return false;
      const stampMs = nextStamp(clock.nowMs(), await privateEntries.get('filter', id));
      const entry = entryOfFilter({ ...filter, id, text: trimmed }, stampMs);
      if (!isWithinBounds(entry)) return false;
      await applyFilterEntries(store, [entry]);
      await privateEntries.put([entry]);
      return true;
    },
    async deleteFilter(id) {
      const known = await privateEntries.get('filter', id);
      if (known === undefined || known.removed) return;
      const entry = { kind: 'filter', id, stampMs: nextStamp(clock.nowMs(), known), removed: true };
      await applyFilterEntries(store, [entry]);
      await privateEntries.put([entry]);
    },
  };
}
