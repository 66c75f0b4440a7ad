import type { Environment } from '../environment.ts';

/** Asks for all watched heads from time to time: often when nothing brings them by itself, rarely otherwise. */
export interface Poller {
  start(): void;
  stop(): void;
  /** The device is back: ask now if it is due. */
  wake(): void;
}

export interface PollerOptions {
  readonly environment: Environment;
  readonly refreshAll: () => void;
  readonly watched: () => number;
  /** Whether heads arrive by themselves at present. */
  readonly isLive: () => boolean;
}

const pollMs = 30_000;
/** With many followed accounts a round takes longer: at most ten questions a second. */
const perNameMs = 100;
const safetyPollMs = 10 * 60_000;
const tickMs = 5_000;

export function createPoller({ environment, refreshAll, watched, isLive }: PollerOptions): Poller {
  let timer: ReturnType<typeof setInterval> | undefined;
  let lastMs = 0;
  let jitter = 1;

  const tick = (): void => {
    if (!environment.isOnline() || !environment.isVisible()) return;
    const everyMs = isLive() ? safetyPollMs : Math.max(pollMs, watched() * perNameMs);
    if (Date.now() - lastMs < everyMs * jitter) return;
    lastMs = Date.now();
    jitter = 0.8 + Math.random() * 0.4;
    refreshAll();
  };
  return {
    start() {
      lastMs = Date.now();
      timer ??= setInterval(tick, tickMs);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    wake: tick,
  };
}
