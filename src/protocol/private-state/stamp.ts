/** Highest stamp that is taken: the end of what a date can say, ms. */
export const maximumStampMs = 8_640_000_000_000_000;

interface Stamped {
  readonly stampMs: number;
}

/**
 * Stamp of a change of something whose former states are `previous`: now, but above all of them. So whoever has seen an entry can
 * change it, whatever the clocks of the account's devices say (bridge-spec section 17).
 */
export function nextStamp(nowMs: number, ...previous: readonly (Stamped | undefined)[]): number {
  const above = previous.map((known) => (known?.stampMs ?? -1) + 1);
  return Math.min(Math.max(Math.floor(nowMs), 0, ...above), maximumStampMs);
}
