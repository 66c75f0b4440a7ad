import type { FilterRecord } from '../../protocol/ports/filters.ts';
import type { FilterDesk } from '../../services/filters/filter-desk.ts';

/** Filters in memory; they filter nothing. */
export function createFakeFilters(empty: boolean, changed: () => void): FilterDesk {
  const all = new Map<string, FilterRecord>();
  if (!empty) {
    all.set('f1', { id: 'f1', text: 'lottery', wholeWords: true, places: ['home', 'threads'], action: 'fold' });
    all.set('f2', {
      id: 'f2',
      text: '#spoilers',
      wholeWords: true,
      places: ['home'],
      action: 'hide',
      untilMs: Date.now() + 86_400_000,
    });
  }
  return {
    filters: async () => [...all.values()],
    async saveFilter(filter) {
      const id = filter.id ?? `f${all.size + 10}`;
      all.set(id, { ...filter, id });
      changed();
      return true;
    },
    async deleteFilter(id) {
      all.delete(id);
      changed();
    },
  };
}
