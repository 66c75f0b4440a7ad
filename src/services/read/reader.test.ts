import { describe, expect, it, vi } from 'vitest';
import { createRetrySchedule } from './retry-schedule.ts';
import { createNegativeCache } from './negative-cache.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createJobQueue } from '../single-flight.ts';

describe('createRetrySchedule', () => {
  it('tries again with growing pauses until it works', () => {
    const timers = createManualTimers();
    const tried: string[] = [];
    const retries = createRetrySchedule<string>(timers, (key) => tried.push(key));
    retries.failed('a');
    timers.advance(1_700);
    expect(tried).toEqual(['a']);
    retries.failed('a');
    timers.advance(1_700);
    expect(tried).toEqual(['a']);
    timers.advance(1_700);
    expect(tried).toEqual(['a', 'a']);
    retries.failed('a');
    retries.worked('a');
    timers.advance(3_600_000);
    expect(tried).toHaveLength(2);
  });

  it('tries everything at once when asked to', () => {
    const timers = createManualTimers();
    const tried: string[] = [];
    const retries = createRetrySchedule<string>(timers, (key) => tried.push(key));
    retries.failed('a');
    retries.failed('b');
    retries.now();
    expect(tried).toEqual(['a', 'b']);
    timers.advance(3_600_000);
    expect(tried).toHaveLength(2);
  });
});

describe('createNegativeCache', () => {
  it('forgets after a while, and the oldest when it is full', () => {
    let nowMs = 0;
    const cache = createNegativeCache<number>({ limit: 2, firstMs: 100, longestMs: 300, nowMs: () => nowMs });
    for (const key of [1, 2, 3]) cache.add(key);
    expect([1, 2, 3].map((key) => cache.has(key))).toEqual([false, true, true]);
    nowMs = 101;
    expect(cache.has(3)).toBe(false);
  });

  it('remembers longer what fails again and again, up to a limit', () => {
    let nowMs = 0;
    const cache = createNegativeCache<string>({ limit: 2, firstMs: 100, longestMs: 300, nowMs: () => nowMs });
    const forgottenAfter = [100, 200, 300, 300].map((forMs) => {
      cache.add('a');
      nowMs += forMs - 1;
      const before = cache.has('a');
      nowMs += 1;
      return before && !cache.has('a');
    });
    expect(forgottenAfter).toEqual([true, true, true, true]);
  });
});

describe('createJobQueue', () => {
  it('runs a few at once, one a key, urgent ones first', async () => {
    const started: string[] = [];
    const ends = new Map<string, () => void>();
    const queue = createJobQueue<string, void>(2, (key) => {
      started.push(key);
      return new Promise((resolve) => ends.set(key, resolve));
    });
    for (const key of ['a', 'b', 'c', 'd']) void queue.run(key);
    void queue.run('d', { urgent: true });
    expect(started).toEqual(['a', 'b']);
    ends.get('a')?.();
    await vi.waitFor(() => expect(started).toEqual(['a', 'b', 'd']));
    const again = queue.run('b');
    expect(queue.run('b')).toBe(again);
    ends.get('b')?.();
    await vi.waitFor(() => expect(started).toEqual(['a', 'b', 'd', 'c']));
    ends.get('c')?.();
    await vi.waitFor(() => expect(started.at(-1)).toBe('b'));
    ends.get('b')?.();
    await again;
  });
});
