import { describe, expect, it } from 'vitest';
import { startLetterClock } from './letter-clock.ts';
import { createManualTimers } from './testing/manual-timers.ts';

function setUp() {
  const timers = createManualTimers();
  const listeners = new Set<() => void>();
  const tab = { isSeen: true, checks: 0 };
  const stop = startLetterClock(
    {
      timers,
      isVisible: () => tab.isSeen,
      onFocus(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    () => (tab.checks += 1),
  );
  const focus = (): void => {
    tab.isSeen = true;
    for (const listener of listeners) listener();
  };
  return { timers, tab, stop, focus };
}

describe('the letter clock of a tab', () => {
  it('checks every 30 s while the tab is seen, and not while it is hidden', () => {
    const { timers, tab } = setUp();
    timers.advance(29_000);
    expect(tab.checks).toBe(0);
    timers.advance(61_000);
    expect(tab.checks).toBe(3);
    tab.isSeen = false;
    timers.advance(600_000);
    expect(tab.checks).toBe(3);
  });

  it('checks at once when it is seen again, and goes on from there', () => {
    const { timers, tab, focus } = setUp();
    tab.isSeen = false;
    timers.advance(100_000);
    focus();
    expect(tab.checks).toBe(1);
    timers.advance(20_000);
    focus();
    timers.advance(29_000);
    expect(tab.checks).toBe(2);
    timers.advance(1_000);
    expect(tab.checks).toBe(3);
  });

  it('ends', () => {
    const { timers, tab, focus, stop } = setUp();
    stop();
    focus();
    timers.advance(100_000);
    expect(tab.checks).toBe(0);
  });
});
