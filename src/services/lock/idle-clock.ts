import type { Clock } from '../../protocol/ports/clock.ts';
import type { Timers } from '../timers.ts';

/** Timers stand still while a computer sleeps; the clock on the wall does not. */
const lookEveryMs = 15_000;

export interface IdleClock {
  /** Somebody is there, as far as `atMs` says. What comes after the end of the time does not count: it is over. */
  note(atMs: number): void;
  /** Looks at the clock now; runs `onIdle` when the time is over. */
  look(): boolean;
  stop(): void;
}

/** Calls `onIdle` once when nobody was there for `limitMs`. */
export function createIdleClock(parts: {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly limitMs: number;
  readonly onIdle: () => void;
}): IdleClock {
  const { clock, timers, limitMs } = parts;
  let lastMs = clock.nowMs();
  let over = false;
  let cancel: (() => void) | undefined;

  function look(): boolean {
    if (over) return true;
    const nowMs = clock.nowMs();
    lastMs = Math.min(lastMs, nowMs);
    if (nowMs - lastMs < limitMs) return false;
    over = true;
    cancel?.();
    parts.onIdle();
    return true;
  }

  function wait(): void {
    const leftMs = lastMs + limitMs - clock.nowMs();
    cancel = timers.after(Math.max(0, Math.min(leftMs, lookEveryMs)), () => {
      if (!look()) wait();
    });
  }

  wait();
  return {
    note(atMs) {
      if (!look()) lastMs = Math.max(lastMs, Math.min(atMs, clock.nowMs()));
    },
    look,
    stop() {
      over = true;
      cancel?.();
    },
  };
}
