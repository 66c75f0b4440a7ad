import type { Clock } from '../../protocol/ports/clock.ts';
import type { Timers } from '../timers.ts';
import { createIdleClock, type IdleClock } from './idle-clock.ts';

/** Other tabs hear of input at most this often. */
const tellEveryMs = 5_000;

export interface LockWatch {
  /** Begins, or begins anew with another limit; 0: nobody is watched. */
  start(limitMs: number): void;
  /** Somebody was there, in another tab. */
  note(atMs: number): void;
  /** Whether nobody was there for too long; then it is being locked now. */
  isOver(): boolean;
  stop(): void;
}

/** Watches whether somebody is there, in this tab and by what the others say. */
export function createLockWatch(parts: {
  readonly clock: Clock;
  readonly timers: Timers;
  watchInput(listeners: { readonly input: () => void; readonly look: () => void }): () => void;
  /** Tells the other tabs. */
  onActive(atMs: number): void;
  onIdle(): void;
}): LockWatch {
  const { clock, timers } = parts;
  let idle: IdleClock | undefined;
  let limit: number | undefined;
  let stopInput: (() => void) | undefined;
  let toldMs = Number.NEGATIVE_INFINITY;

  function input(): void {
    const nowMs = clock.nowMs();
    if (idle === undefined || idle.look()) return;
    idle.note(nowMs);
    if (Math.abs(nowMs - toldMs) < tellEveryMs) return;
    toldMs = nowMs;
    parts.onActive(nowMs);
  }

  function stop(): void {
    idle?.stop();
    stopInput?.();
    idle = undefined;
    stopInput = undefined;
    limit = undefined;
  }

  return {
    start(limitMs) {
      if (limit === limitMs) return;
      stop();
      limit = limitMs;
      if (limitMs === 0) return;
      idle = createIdleClock({ clock, timers, limitMs, onIdle: parts.onIdle });
      stopInput = parts.watchInput({ input, look: () => void idle?.look() });
    },
    note: (atMs) => idle?.note(atMs),
    isOver: () => idle?.look() ?? false,
    stop,
  };
}
