/** Starts things later; passed in, so that tests decide when later is. */
export interface Timers {
  /** Returns a function that takes it back. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Delay in ms before attempt number `failures + 1`: doubling from `firstMs` up to `maximumMs`, with a fifth of jitter. */
export function backOffMs(failures: number, firstMs: number, maximumMs: number, random: number = Math.random()): number {
  const delayMs = Math.min(firstMs * 2 ** Math.max(0, Math.min(failures - 1, 30)), maximumMs);
  return Math.round(delayMs * (0.9 + random * 0.2));
}

/** A signal that aborts with `signal` or after `delayMs`, whichever is first; `done` stops the clock, `renew` starts it anew. */
export function timeLimit(
  timers: Timers,
  delayMs: number,
  signal: AbortSignal,
): { readonly signal: AbortSignal; readonly done: () => void; readonly renew: () => void } {
  const limit = new AbortController();
  const start = (): (() => void) =>
    timers.after(delayMs, () => limit.abort(new DOMException('it took too long', 'TimeoutError')));
  let stop = start();
  return {
    signal: AbortSignal.any([signal, limit.signal]),
    done: () => stop(),
    renew() {
      stop();
      stop = start();
    },
  };
}
