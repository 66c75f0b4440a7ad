import { useCallback, useSyncExternalStore } from 'react';

const everyMs = 250;

/** Whole seconds until `untilMs`, counting down; 0 when it is over or there is nothing to wait for. */
export function useCountdown(untilMs: number | undefined): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      const timer = setInterval(() => {
        if (secondsUntil(untilMs) === 0) clearInterval(timer);
        listener();
      }, everyMs);
      return () => clearInterval(timer);
    },
    [untilMs],
  );
  return useSyncExternalStore(subscribe, () => secondsUntil(untilMs));
}

const secondsUntil = (untilMs: number | undefined): number =>
  untilMs === undefined ? 0 : Math.max(0, Math.ceil((untilMs - Date.now()) / 1000));
