/** Remembers what could not be had, so that it is not asked for again at once. Bounded: the oldest is forgotten first. */
export interface NegativeCache<Key> {
  has(key: Key): boolean;
  /** It could not be had: for the first time for `firstMs`, then each time for twice as long, at most for `longestMs`. */
  add(key: Key): void;
  clear(): void;
}

export function createNegativeCache<Key>(options: {
  readonly limit: number;
  readonly firstMs: number;
  readonly longestMs: number;
  nowMs(): number;
}): NegativeCache<Key> {
  const { limit, firstMs, longestMs, nowMs } = options;
  const entries = new Map<Key, { readonly untilMs: number; readonly forMs: number }>();
  return {
    has: (key) => (entries.get(key)?.untilMs ?? 0) > nowMs(),
    add(key) {
      const forMs = Math.min((entries.get(key)?.forMs ?? firstMs / 2) * 2, longestMs);
      entries.delete(key);
      entries.set(key, { untilMs: nowMs() + forMs, forMs });
      const oldest = entries.keys().next();
      if (entries.size > limit && oldest.done !== true) entries.delete(oldest.value);
    },
    clear: () => entries.clear(),
  };
}
