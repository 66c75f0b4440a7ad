import type { Timestamp } from '../protocol/brand.ts';

/** A date of a signed document: UTC, whole seconds, rounded down (bridge-spec section 3). */
export function msToTimestamp(ms: number): Timestamp {
  return `${new Date(ms).toISOString().slice(0, 19)}Z` as Timestamp;
}
