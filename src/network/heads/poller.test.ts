import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IpnsName } from '../../protocol/brand.ts';
import { plainEnvironment } from '../environment.ts';
import { createPoller, type Poller } from './poller.ts';

const [near, far] = ['k51near', 'k51far'] as IpnsName[];

describe('asking for heads from time to time', () => {
  let poller: Poller;
  let live: Set<IpnsName | undefined>;
  let visible = true;
  let asked: Map<IpnsName | undefined, number>;

  beforeEach(() => {
    vi.useFakeTimers();
    live = new Set([near]);
    visible = true;
    asked = new Map();
    poller = createPoller({
      environment: { ...plainEnvironment, isVisible: () => visible },
      watched: () => [near, far].filter((name) => name !== undefined),
      isLive: (name) => live.has(name),
      ask: (names) => names.forEach((name) => asked.set(name, (asked.get(name) ?? 0) + 1)),
    });
    poller.start();
  });
  afterEach(() => {
    poller.stop();
    vi.useRealTimers();
  });

  it('asks often where nothing comes by itself, and for all of them to be safe', () => {
    vi.advanceTimersByTime(5 * 60_000);
    expect(asked.get(far)).toBeGreaterThanOrEqual(7);
    expect(asked.get(near)).toBeUndefined();
    vi.advanceTimersByTime(8 * 60_000);
    expect(asked.get(near)).toBe(1);
  });

  it('asks often for all while nothing is connected', () => {
    live.clear();
    vi.advanceTimersByTime(5 * 60_000);
    expect(asked.get(near)).toBeGreaterThanOrEqual(7);
    expect(asked.get(near)).toBe(asked.get(far));
  });

  it('asks once more for everything soon after a connection', () => {
    poller.soon();
    vi.advanceTimersByTime(10_000);
    poller.soon();
    expect(asked.get(near)).toBeUndefined();
    vi.advanceTimersByTime(10_000);
    expect(asked.get(near)).toBe(1);
    vi.advanceTimersByTime(5 * 60_000);
    expect(asked.get(near)).toBe(1);
    vi.advanceTimersByTime(8 * 60_000);
    expect(asked.get(near)).toBe(2);
  });

  it('asks nobody while nobody looks, and at once when somebody does again', () => {
    visible = false;
    vi.advanceTimersByTime(30 * 60_000);
    expect(asked.size).toBe(0);
    visible = true;
    poller.wake();
    expect([...asked]).toEqual([
      [near, 1],
      [far, 1],
    ]);
  });
});
