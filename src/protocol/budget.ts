/** How often something may happen for each key: a peer, an author, an address. */
export interface Budget {
  /** Takes one token for `key`; false when there is none left, `cost` more than one for dear things. */
  take(key: string, nowMs: number, cost?: number): boolean;
}

export interface BudgetOptions {
  /** Most tokens a key can save up. */
  readonly burst: number;
  readonly perSecond: number;
  /** Keys remembered; the least recently used are forgotten (and so start full). Default 10,000. */
  readonly maxKeys?: number;
}

/** A token bucket for each key. Time is passed in. */
export function createBudget({ burst, perSecond, maxKeys = 10_000 }: BudgetOptions): Budget {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(key, nowMs, cost = 1) {
      const bucket = buckets.get(key) ?? { tokens: burst, atMs: nowMs };
      const tokens = Math.min(burst, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * perSecond);
      const enough = tokens >= cost;
      // Re-inserting moves the key to the young end of the map.
      buckets.delete(key);
      buckets.set(key, { tokens: enough ? tokens - cost : tokens, atMs: nowMs });
      if (buckets.size > maxKeys) {
        const oldest = buckets.keys().next();
        if (!oldest.done) buckets.delete(oldest.value);
      }
      return enough;
    },
  };
}
