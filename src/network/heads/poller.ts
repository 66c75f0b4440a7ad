import type { IpnsName } from '../../protocol/brand.ts';
import type { Environment } from '../environment.ts';

/** Asks for watched heads from time to time: often where nothing brings them by itself, rarely otherwise. */
export interface Poller {
  start(): void;
  stop(): void;
  /** The device is back: ask now if it is due. */
  wake(): void;
  /** Ask for everything in a few seconds, once: what was announced while a new connection had no subscriptions yet was not heard. */
  soon(): void;
}

export interface PollerOptions {
  readonly environment: Environment;
  readonly watched: () => Iterable<IpnsName>;
  /** Whether this account's heads arrive by themselves at present. */
  readonly isLive: (name: IpnsName) => boolean;
  readonly ask: (names: readonly IpnsName[]) => void;
}

const pollMs = 30_000;
/** With many followed accounts a round takes longer: at most ten questions a second. */
const perNameMs = 100;
const safetyPollMs = 10 * 60_000;
/** So long it may take after a connection until it has subscriptions, on a slow device. */
const soonMs = 15_000;
const tickMs = 5_000;

export function createPoller({ environment, watched, isLive, ask }: PollerOptions): Poller {
  let timer: ReturnType<typeof setInterval> | undefined;
  /** When everything is to be asked for, and when what does not come by itself was. */
  let allAtMs = 0;
  let someMs = 0;
  let jitter = 1;

  const tick = (): void => {
    if (!environment.isOnline() || !environment.isVisible()) return;
    const nowMs = Date.now();
    const isSafetyDue = nowMs >= allAtMs;
    const restedMs = (nowMs - someMs) / jitter;
    if (!isSafetyDue && restedMs < pollMs) return;
    const names = isSafetyDue ? [...watched()] : [...watched()].filter((name) => !isLive(name));
    if (!isSafetyDue && (names.length === 0 || restedMs < names.length * perNameMs)) return;
    someMs = nowMs;
    jitter = 0.8 + Math.random() * 0.4;
    if (isSafetyDue) allAtMs = nowMs + safetyPollMs * jitter;
    ask(names);
  };
  return {
    start() {
      someMs = Date.now();
      allAtMs = someMs + safetyPollMs;
      timer ??= setInterval(tick, tickMs);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    wake: tick,
    soon() {
      allAtMs = Math.min(allAtMs, Date.now() + soonMs);
    },
  };
}
