import { useSyncExternalStore } from 'react';
import { relativeTimeTickMs } from '../text/relative-time.ts';

const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, relativeTimeTickMs);
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
export function useNow(): number {
  const seen = useSyncExternalStore(subscribe, () => nowMs);
  // A page that has just been drawn for the first time in a while must not be a tick behind.
  return Math.max(seen, timer === undefined ? Date.now() : seen);
}
