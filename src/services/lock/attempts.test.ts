import { describe, expect, it } from 'vitest';
import type { LockRecord } from '../../protocol/ports/records.ts';
import { afterSuccess, afterTry, byClock, waitAfterMs, waitingUntilMs } from './attempts.ts';

const lock: LockRecord = { idleMinutes: 5, failures: 0, failedAtMs: 0, passkeys: [] };

describe('the pause after wrong passphrases', () => {
  it('doubles from a second up to half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 1000].map(waitAfterMs)).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('begins with the try and ends by the clock', () => {
    const second = afterTry(afterTry(lock, 10_000), 20_000);
    expect(waitingUntilMs(second, 20_000)).toBe(22_000);
    expect(waitingUntilMs(second, 21_999)).toBe(22_000);
    expect(waitingUntilMs(second, 22_000)).toBeUndefined();
    expect(waitingUntilMs(afterSuccess(second), 20_000)).toBeUndefined();
  });

  it('locks nobody out for years when the clock is set back, and gives no try for nothing', () => {
    const failed = afterTry(lock, Date.UTC(2036, 0));
    const nowMs = Date.UTC(2026, 0);
    const seen = byClock(failed, nowMs);
    expect(waitingUntilMs(seen, nowMs)).toBe(nowMs + 1000);
    expect(waitingUntilMs(byClock(seen, nowMs + 1000), nowMs + 1000)).toBeUndefined();
  });
});
