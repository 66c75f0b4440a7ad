import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Did } from '../../src/protocol/brand.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { judge } from './judge.ts';
import { play, settle } from './play.ts';
import { schedules } from './schedule.ts';

/** Plays `runs` schedules of up to `longest` steps, the same ones every time, and judges each. */
export function describeSchedules(
  name: string,
  openStore: (did: Did) => Promise<AccountStore>,
  { runs, seed, longest = 10 }: { readonly runs: number; readonly seed: number; readonly longest?: number },
): void {
  describe(`devices of one account, over ${name}`, () => {
    it('come to the same whatever happens: nothing is lost, nothing doubled, deletes are final', async () => {
      let kills = 0;
      await fc.assert(
        fc.asyncProperty(schedules(longest), async (schedule) => {
          const played = await play(schedule, openStore);
          await settle(played);
          await judge(played);
          kills += played.kills;
        }),
        { numRuns: runs, seed },
      );
      // Fewer would mean that nobody is killed.
      expect(kills).toBeGreaterThan(runs / 20);
    }, 600_000);
  });
}
