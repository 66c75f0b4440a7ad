import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createManualTimers, type ManualTimers } from '../testing/manual-timers.ts';
import { createSeeker, type Seeker } from './seeker.ts';

describe('createSeeker', () => {
  let timers: ManualTimers;
  let closing: AbortController;
  let asked: string[];
  let there: Set<string>;
  let seeker: Seeker<string>;

  beforeEach(() => {
    timers = createManualTimers();
    closing = new AbortController();
    asked = [];
    there = new Set();
    seeker = createSeeker<string>({
      timers,
      atOnce: 2,
      limit: 3,
      mostTries: 4,
      closing: closing.signal,
      async find(key) {
        asked.push(key);
        return there.has(key);
      },
      report: (error) => expect.unreachable(String(error)),
    });
  });
  afterEach(() => closing.abort());

  /** Time goes on until so many questions were asked. */
  const rounds = (count: number): Promise<void> =>
    vi.waitFor(() => {
      if (asked.length < count) timers.advance(500);
      expect(asked).toHaveLength(count);
    });

  it('tries again until it is found, and then no more', async () => {
    seeker.seek('a');
    await rounds(2);
    there.add('a');
    await rounds(3);
    await vi.waitFor(() => expect(timers.waiting()).toBe(0));
    expect(asked).toEqual(['a', 'a', 'a']);
  });

  it('gives up after so many tries, and begins anew when it is asked for again', async () => {
    seeker.seek('a');
    await rounds(4);
    await vi.waitFor(() => expect(timers.waiting()).toBe(0));
    seeker.seek('a');
    await rounds(6);
  });

  it('tries at once when something changed for the better', async () => {
    seeker.seek('a');
    seeker.seek('b');
    await vi.waitFor(() => expect(timers.waiting()).toBe(2));
    seeker.retryNow();
    await vi.waitFor(() => expect(asked).toEqual(['a', 'b', 'a', 'b']));
  });

  it('gives up what was asked for first when there is too much', async () => {
    for (const key of ['a', 'b', 'c', 'd']) seeker.seek(key);
    await vi.waitFor(() => expect([asked.length, timers.waiting()]).toEqual([4, 3]));
    await rounds(7);
    expect(asked.slice(4).toSorted()).toEqual(['b', 'c', 'd']);
  });

  it('stops with its session', async () => {
    seeker.seek('a');
    await vi.waitFor(() => expect(timers.waiting()).toBe(1));
    closing.abort();
    expect(timers.waiting()).toBe(0);
    seeker.seek('b');
    expect(asked).toEqual(['a']);
  });
});
