import { describe, expect, it } from 'vitest';
import { createManualTimers } from '../testing/manual-timers.ts';
import type { CopyState } from './copies.ts';
import { createCopyWatch } from './copy-watch.ts';

const hourMs = 3_600_000;

function setUp(answers: readonly (CopyState | Error)[]) {
  const timers = createManualTimers();
  const said: string[] = [];
  const left = [...answers];
  const watch = createCopyWatch({
    publisher: {
      async lookForCopies() {
        const answer = left.shift() ?? 'on-the-way';
        if (answer instanceof Error) throw answer;
        said.push(answer);
        return answer;
      },
      async reannounce() {
        said.push('told again');
        return undefined;
      },
    },
    timers,
    onLook: () => said.push('shown'),
    onFailure: (error) => said.push(String(error)),
  });
  /** Until nobody waits for time any more, or `rounds` times. */
  async function pass(rounds = 100): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      timers.advance(hourMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { timers, said, watch, pass };
}

describe('createCopyWatch', () => {
  it('looks until every gateway has a copy, and shows each time what is known', async () => {
    const { said, watch, pass, timers } = setUp(['on-the-way', 'on-the-way', 'everywhere']);
    watch.begin();
    await pass();
    expect(said).toEqual(['on-the-way', 'shown', 'on-the-way', 'shown', 'everywhere', 'shown']);
    expect(timers.waiting()).toBe(0);
  });

  it('tells those again that the record has not reached, but not at once', async () => {
    const { said, watch, pass } = setUp(['untold', 'untold', 'everywhere']);
    watch.begin();
    await pass();
    expect(said).toEqual(['untold', 'shown', 'untold', 'shown', 'told again', 'everywhere', 'shown']);
  });

  it('does not look for ever, goes on after a failure, and begins anew with what is published next', async () => {
    const { said, watch, pass, timers } = setUp([new Error('the disk is full')]);
    watch.begin();
    await pass();
    expect(said[0]).toBe('Error: the disk is full');
    const looks = said.length;
    expect(timers.waiting()).toBe(0);
    watch.begin();
    await pass();
    expect(said.length).toBeGreaterThan(looks);
  });

  it('has one round at a time, and none once stopped', async () => {
    const { said, watch, pass, timers } = setUp([]);
    watch.begin();
    watch.begin();
    expect(timers.waiting()).toBe(1);
    timers.advance(hourMs);
    watch.begin();
    await new Promise((resolve) => setImmediate(resolve));
    expect(timers.waiting()).toBe(1);
    watch.stop();
    const before = said.length;
    await pass(3);
    expect(said).toHaveLength(before);
  });
});
