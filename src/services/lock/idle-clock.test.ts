import { describe, expect, it } from 'vitest';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createIdleClock } from './idle-clock.ts';

const limitMs = 300_000;

function start() {
  const timers = createManualTimers(1_000_000);
  let skewMs = 0;
  let idle = 0;
  const clock = { nowMs: () => timers.nowMs() + skewMs };
  const idleClock = createIdleClock({ clock, timers, limitMs, onIdle: () => (idle += 1) });
  return {
    timers,
    clock,
    idleClock,
    sleep: (ms: number) => (skewMs += ms),
    idle: () => idle,
  };
}

describe('idle clock', () => {
  it('runs once when nobody was there for the whole time', () => {
    const { timers, idle } = start();
    timers.advance(limitMs - 1);
    expect(idle()).toBe(0);
    timers.advance(1);
    expect(idle()).toBe(1);
    timers.advance(limitMs * 3);
    expect(idle()).toBe(1);
  });

  it('begins anew with every input', () => {
    const { timers, clock, idleClock, idle } = start();
    for (let round = 0; round < 5; round++) {
      timers.advance(limitMs - 1);
      idleClock.note(clock.nowMs());
    }
    expect(idle()).toBe(0);
    timers.advance(limitMs);
    expect(idle()).toBe(1);
  });

  it('takes no input after a sleep in which timers stood still for one that came in time', () => {
    const { clock, sleep, idleClock, idle } = start();
    sleep(limitMs);
    idleClock.note(clock.nowMs());
    expect(idle()).toBe(1);
  });

  it('is neither made longer by a clock from the future nor by one that was set back', () => {
    const { timers, clock, idleClock, idle, sleep } = start();
    idleClock.note(clock.nowMs() + 10 * limitMs);
    sleep(-3_600_000);
    timers.advance(limitMs + 15_000);
    expect(idle()).toBe(1);
  });

  it('says nothing after it was stopped', () => {
    const { timers, idleClock, idle } = start();
    idleClock.stop();
    timers.advance(limitMs * 2);
    expect(idle()).toBe(0);
  });
});
