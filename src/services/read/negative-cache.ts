/** Remembers what could not be had, so that it is not asked for again at once. Bounded: the oldest is forgotten first. */
export interface NegativeCache<Key> {
  has(key: Key): boolean;
  add(key: Key): void;
  clear(): void;
}

export function createNegativeCache<Key>(options: {
  readonly limit: number;
  readonly ttlMs: number;
  nowMs(): number;
}): NegativeCache<Key> {
  const untilMs = new Map<Key, number>();
  return {
    has: (key) => (untilMs.get(key) ?? 0) > options.nowMs(),
    add(key) {
      untilMs.delete(key);
      untilMs.set(key, options.nowMs() + options.ttlMs);
      const oldest = untilMs.keys().next();
      if (untilMs.size > options.limit && oldest.done !== true) untilMs.delete(oldest.value);
    },
    clear: () => untilMs.clear(),
  };
}
