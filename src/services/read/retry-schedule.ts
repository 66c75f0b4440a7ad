import { backOffMs, type Timers } from '../timers.ts';

const firstMs = 1_500;
const maximumMs = 30 * 60_000;

/** When to try again what could not be reached: with growing pauses, for each key by itself, until it works or is forgotten. */
export interface RetrySchedule<Key> {
  failed(key: Key): void;
  worked(key: Key): void;
  /** Something changed for the better (back online): everything waiting is tried now. */
  now(): void;
  clear(): void;
}

export function createRetrySchedule<Key>(timers: Timers, retry: (key: Key) => void): RetrySchedule<Key> {
  const waiting = new Map<Key, { readonly failures: number; readonly cancel: () => void }>();
  const forget = (key: Key): void => {
    waiting.get(key)?.cancel();
    waiting.delete(key);
  };
  return {
    failed(key) {
      const failures = (waiting.get(key)?.failures ?? 0) + 1;
      forget(key);
      waiting.set(key, { failures, cancel: timers.after(backOffMs(failures, firstMs, maximumMs), () => retry(key)) });
    },
    worked: forget,
    now() {
      for (const [key, { cancel }] of waiting) {
        cancel();
        retry(key);
      }
    },
    clear() {
      for (const key of waiting.keys()) forget(key);
    },
  };
}
