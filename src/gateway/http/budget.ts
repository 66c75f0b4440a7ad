import { isIPv6 } from 'node:net';

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

/** A token bucket for each key: an IP address, an author. Time is passed in. */
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

/** One household or host: an IPv4 address, or the /64 network of an IPv6 address. */
export function budgetKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
