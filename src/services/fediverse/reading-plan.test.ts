import { describe, expect, it } from 'vitest';
import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import type { RemoteReadRecord } from '../../protocol/ports/fediverse.ts';
import { afterAnswer, afterFailure, dueMs, pauseAfter, urgencyOrder } from './reading-plan.ts';

const minuteMs = 60_000;
const nowMs = Date.UTC(2026, 10, 22, 12);
const state: RemoteReadRecord = {
  id: 'https://social.example/users/eve' as ObjectId,
  acct: 'acct:eve@social.example' as AcctUri,
  way: 'mastodon',
  source: 'https://social.example',
  state: 'new',
  lastTriedMs: 0,
  lastReadMs: 0,
  notBeforeMs: 0,
  failures: 0,
};
const every = (gapMs: number, sinceMs = 0): number[] => Array.from({ length: 10 }, (_, place) => nowMs - sinceMs - place * gapMs);

describe('when somebody on a server is asked again', () => {
  it('asks more often who posts more often, between 2 minutes and 6 hours, with jitter', () => {
    const middle = 0.5;
    expect(pauseAfter(every(minuteMs), nowMs, middle)).toBe(2 * minuteMs);
    expect(pauseAfter(every(60 * minuteMs), nowMs, middle)).toBe(15 * minuteMs);
    expect(pauseAfter(every(60 * minuteMs, 24 * 60 * minuteMs), nowMs, middle)).toBe(180 * minuteMs);
    expect(pauseAfter([], nowMs, middle)).toBe(360 * minuteMs);
    expect(pauseAfter(every(24 * 60 * minuteMs), nowMs, 0)).toBe(300 * minuteMs);
    expect(pauseAfter(every(24 * 60 * minuteMs), nowMs, 1)).toBe(420 * minuteMs);
  });

  it('waits longer with every answer that says nothing new', () => {
    const read = afterAnswer(
      { ...state, lastTriedMs: nowMs - 8 * minuteMs, notBeforeMs: nowMs, failures: 3, reason: 'x' },
      {},
      nowMs,
    );
    expect(read).toMatchObject({ state: 'current', notBeforeMs: nowMs + 10 * minuteMs, failures: 0, lastReadMs: nowMs });
    expect(read).not.toHaveProperty('reason');
  });

  it('keeps to Retry-After, and gives up slowly on who is gone or shows nothing', () => {
    const refused = (status: number, retryAfterMs?: number) => ({
      type: 'refused' as const,
      status,
      ...(retryAfterMs && { retryAfterMs }),
    });
    expect(afterFailure(state, refused(429, 7 * minuteMs), nowMs)).toMatchObject({
      state: 'unreachable',
      notBeforeMs: nowMs + 7 * minuteMs,
    });
    expect(afterFailure(state, refused(401), nowMs)).toMatchObject({ state: 'forbidden', notBeforeMs: nowMs + 720 * minuteMs });
    expect(afterFailure(state, refused(410), nowMs).state).toBe('gone');
    expect(afterFailure(state, refused(404), nowMs).state).toBe('unreachable');
    expect(afterFailure({ ...state, failures: 2 }, refused(404), nowMs).state).toBe('gone');
    const pauses = [0, 1, 2, 9].map(
      (failures) => afterFailure({ ...state, failures }, { type: 'timed-out' }, nowMs).notBeforeMs - nowMs,
    );
    for (const [place, wantedMinutes] of [5, 10, 20, 360].entries()) {
      expect((pauses[place] ?? 0) / (wantedMinutes * minuteMs)).toBeCloseTo(1, 0);
    }
  });

  it('asks half-hourly while nobody looks, and does not wait for a clock that was put back', () => {
    const read = { ...state, lastTriedMs: nowMs, notBeforeMs: nowMs + 2 * minuteMs };
    expect(dueMs(read, true, nowMs)).toBe(nowMs + 2 * minuteMs);
    expect(dueMs(read, false, nowMs)).toBe(nowMs + 30 * minuteMs);
    expect(dueMs(read, true, nowMs - minuteMs)).toBe(nowMs - minuteMs);
  });

  it('puts the unread first, then who posts most', () => {
    const busy = { ...state, lastTriedMs: 10, notBeforeMs: 20 };
    const quiet = { ...state, lastTriedMs: 5, notBeforeMs: 500 };
    expect([quiet, busy, state].toSorted(urgencyOrder)).toEqual([state, busy, quiet]);
  });
});
