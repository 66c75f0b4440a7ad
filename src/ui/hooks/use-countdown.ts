import { useEffect, useState } from 'react';

/** Whole seconds until `untilMs`, counting down; 0 when it is over or there is nothing to wait for. */
export function useCountdown(untilMs: number | undefined): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(untilMs));
  useEffect(() => {
    setSeconds(secondsUntil(untilMs));
    if (secondsUntil(untilMs) === 0) return undefined;
    const timer = setInterval(() => {
      const left = secondsUntil(untilMs);
      setSeconds(left);
      if (left === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [untilMs]);
  return seconds;
}

const secondsUntil = (untilMs: number | undefined): number =>
  untilMs === undefined ? 0 : Math.max(0, Math.ceil((untilMs - Date.now()) / 1000));
