import { entryKey, entryText, type PrivateEntry } from './entry.ts';

/** Entries by `entryKey`: at most one state of each thing. */
export type PrivateState = ReadonlyMap<string, PrivateEntry>;

/** Most entries of an account; above it the oldest go, removed ones first. */
export const entriesLimit = 100_000;

/**
 * Which of two states of the same thing holds: the higher stamp; of two with the same stamp the one whose canonical text is greater
 * in UTF-16 code units. Depends on nothing else, so all devices come to the same, in whatever order they learn of them.
 */
export function newerEntry(one: PrivateEntry, other: PrivateEntry): PrivateEntry {
  if (one.stampMs !== other.stampMs) return one.stampMs > other.stampMs ? one : other;
  return entryText(one) >= entryText(other) ? one : other;
}

/** Everything that any of the lists knows. Commutative, associative, idempotent. */
export function mergeEntries(...lists: readonly Iterable<PrivateEntry>[]): PrivateState {
  const merged = new Map<string, PrivateEntry>();
  for (const list of lists)
    for (const entry of list) {
      const key = entryKey(entry);
      const known = merged.get(key);
      merged.set(key, known === undefined ? entry : newerEntry(known, entry));
    }
  return merged;
}

/** What of `state` is not the same in `known`. */
export function newsFor(known: PrivateState, state: PrivateState): PrivateEntry[] {
  return [...state].flatMap(([key, entry]) => {
    const before = known.get(key);
    return before !== undefined && before.stampMs === entry.stampMs && entryText(before) === entryText(entry) ? [] : [entry];
  });
}

/** Entries in their order, no more than `limit`. */
export function boundedEntries(state: PrivateState, limit = entriesLimit): PrivateEntry[] {
  const entries = [...state.values()];
  if (entries.length <= limit) return entries.toSorted(inOrder);
  const newestFirst = entries.toSorted((a, b) => Number(a.removed) - Number(b.removed) || b.stampMs - a.stampMs || inOrder(a, b));
  return newestFirst.slice(0, limit).toSorted(inOrder);
}

/** By kind, then by id, in UTF-16 code units. */
function inOrder(a: PrivateEntry, b: PrivateEntry): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
