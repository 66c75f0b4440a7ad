import { describe, expect, it } from 'vitest';
import { createMemoryAccountStore } from '../../../tests/contract/memory-store/memory-account-store.ts';
import { judge } from '../../../tests/devices/judge.ts';
import { play, settle } from '../../../tests/devices/play.ts';
import type { Schedule, Step } from '../../../tests/devices/schedule.ts';

const step = (device: number, what: Step['action']['do'], nth = 0): Step => ({
  device,
  action: { do: what, nth } as Step['action'],
});

/** Two devices that did much apart; `device` 0 is about to publish it. */
const before: readonly Step[] = [
  ...(['post', 'follow', 'list', 'member', 'bookmark', 'setting', 'block', 'publish'] as const).map((what) => step(0, what)),
  step(1, 'publish'),
  ...(['unfollow', 'unlist', 'bookmark', 'post', 'delete', 'read', 'setting'] as const).map((what) => step(1, what, 1)),
  step(1, 'follow', 2),
  ...(['edit', 'unblock', 'unbookmark', 'unfollow', 'post', 'like'] as const).map((what) => step(0, what)),
  step(0, 'follow', 3),
];

/** Kills device 0 at a call of its publish, then lets both settle; answers whether it was killed. */
async function isWhole(steps: readonly Step[], nth: number, when: 'before' | 'after'): Promise<boolean> {
  const schedule: Schedule = {
    devices: 2,
    clocks: [0, 0, 0],
    steps: [...steps, { device: 0, action: { do: 'crash', nth, when } }],
  };
  const played = await play(schedule, async (did) => createMemoryAccountStore(did));
  await settle(played);
  await judge(played);
  return played.kills === 1;
}

describe('a device that is killed while it publishes posts and private state', () => {
  it.each([
    ['on its own tree', before, 'before', 40],
    ['on its own tree', before, 'after', 40],
    ['merging what another has published', [...before, step(1, 'publish')], 'before', 100],
    ['merging what another has published', [...before, step(1, 'publish')], 'after', 100],
  ] as const)(
    '%s: %#',
    async (_what, steps, when, atLeast) => {
      let killed = 0;
      while (await isWhole(steps, killed, when)) killed += 1;
      expect(killed).toBeGreaterThan(atLeast);
    },
    120_000,
  );
});
