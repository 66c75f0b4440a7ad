import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryAccountStore } from '../../../tests/contract/memory-store/memory-account-store.ts';
import { judge } from '../../../tests/devices/judge.ts';
import { play, settle } from '../../../tests/devices/play.ts';
import { schedules } from '../../../tests/devices/schedule.ts';

const runs = Number(process.env['SCHEDULES'] ?? 5_000);

describe('devices of one account', () => {
  it('come to the same whatever happens: nothing is lost, nothing doubled, deletes are final', async () => {
    let kills = 0;
    await fc.assert(
      fc.asyncProperty(schedules(10), async (schedule) => {
        const played = await play(schedule, async (did) => createMemoryAccountStore(did));
        await settle(played);
        await judge(played);
        kills += played.kills;
      }),
      { numRuns: runs, seed: 6 },
    );
    // Fewer would mean that nobody is killed.
    expect(kills).toBeGreaterThan(runs / 20);
  }, 600_000);
});
