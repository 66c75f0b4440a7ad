import type { Timers } from '../timers.ts';

export interface ManualTimers extends Timers {
  nowMs(): number;
  /** Lets time pass and runs what is due, in order. */
  advance(ms: number): void;
  /** How many wait. */
  waiting(): number;
}

/** Timers of a test: time stands still unless told. */
export function createManualTimers(startMs = 0): ManualTimers {
  let nowMs = startMs;
  const due = new Map<number, { readonly atMs: number; readonly run: () => void }>();
  let ids = 0;
  return {
    nowMs: () => nowMs,
    after(delayMs, run) {
      const id = ids++;
      due.set(id, { atMs: nowMs + delayMs, run });
      return () => due.delete(id);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = [...due].filter(([, { atMs }]) => atMs <= untilMs).toSorted((a, b) => a[1].atMs - b[1].atMs)[0];
        if (next === undefined) break;
        const [id, { atMs, run }] = next;
        due.delete(id);
        nowMs = atMs;
        run();
      }
      nowMs = untilMs;
    },
    waiting: () => due.size,
  };
}
