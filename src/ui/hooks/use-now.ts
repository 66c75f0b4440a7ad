import { useSyncExternalStore } from 'react';
import { relativeTimeTickMs } from '../text/relative-time.ts';

const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    // Nobody has looked at the clock for a while.
    nowMs = Date.now();
    timer = setInterval(tick, relativeTimeTickMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** The time, ms, renewed twice a minute by one timer for the whole page. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => nowMs);
