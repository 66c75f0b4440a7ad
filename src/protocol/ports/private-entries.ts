import type { PrivateEntry } from '../private-state/entry.ts';

/**
 * Private entries that have no records of their own: settings, read markers, devices, and all that a newer version wrote and this one
 * does not understand. Of two states of the same thing `newerEntry` holds. Every method is one transaction.
 */
export interface PrivateEntryStore {
  /** With removed ones. */
  all(): Promise<PrivateEntry[]>;
  get(kind: string, id: string): Promise<PrivateEntry | undefined>;
  put(entries: readonly PrivateEntry[]): Promise<void>;
}
