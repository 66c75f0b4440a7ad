import type { Tries } from '../../protocol/ports/records.ts';

const longestWaitMs = 30_000;

/** Pause after so many wrong passphrases in a row, ms: 1, 2, 4, 8, 16, 30, 30 … seconds. */
export function waitAfterMs(failures: number): number {
  return failures <= 0 ? 0 : Math.min(1000 * 2 ** Math.min(failures - 1, 10), longestWaitMs);
}

/** Until when no passphrase is tried; undefined when one may be tried now. */
export function waitingUntilMs(lock: Tries, nowMs: number): number | undefined {
  const untilMs = lock.failedAtMs + waitAfterMs(lock.failures);
  return untilMs > nowMs ? untilMs : undefined;
}

/** The same lock by a clock that was set back since: nobody is locked out for years, and nobody gets a try for nothing. */
export function byClock<T extends Tries>(lock: T, nowMs: number): T {
  return lock.failedAtMs > nowMs ? { ...lock, failedAtMs: nowMs } : lock;
}

/**
 * The lock after one more try began. It is counted before the passphrase is looked at, so that neither a reload in the middle nor a
 * second tab gets a try for nothing; `afterSuccess` takes it back.
 */
export function afterTry<T extends Tries>(lock: T, nowMs: number): T {
  return { ...lock, failures: Math.min(lock.failures + 1, 1000), failedAtMs: nowMs };
}

export function afterSuccess<T extends Tries>(lock: T): T {
  return { ...lock, failures: 0, failedAtMs: 0 };
}
