import { expect, it, vi } from 'vitest';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { AdoptOptions } from '../publish/adopt-head.ts';
import type { ReconcileError } from '../publish/publisher.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createOwnReading } from './own-reading.ts';

function setUp(answers: (Result<void, ReconcileError> | Error)[]) {
  const timers = createManualTimers(1000);
  const ending = new AbortController();
  let readOnly = true;
  let tries = 0;
  const parts = {
    timers,
    nowMs: timers.nowMs,
    signal: ending.signal,
    isReadOnly: async () => readOnly,
    async reconcile({ onProgress }: AdoptOptions) {
      tries += 1;
      onProgress?.({ done: 1, total: 2 });
      const answer = answers.shift() ?? err({ type: 'not-found' as const });
      if (answer instanceof Error) throw answer;
      if (answer.ok) readOnly = false;
      return answer;
    },
    onRead: vi.fn(),
    onTried: vi.fn(),
    report: vi.fn(),
  };
  return { reading: createOwnReading(parts), parts, timers, tries: () => tries, end: () => ending.abort() };
}

it('tries again after growing pauses until somebody has it, and then never again', async () => {
  const { reading, parts, timers, tries } = setUp([
    err({ type: 'not-found' }),
    err({ type: 'invalid', reason: 'there is no outbox' }),
    ok(undefined),
  ]);
  expect(await reading.progress()).toEqual({ state: 'looking' });
  await reading.look();
  expect(await reading.progress()).toMatchObject({ state: 'nobody' });
  timers.advance(60_000);
  await vi.waitFor(async () =>
    expect(await reading.progress()).toMatchObject({ state: 'invalid', reason: 'there is no outbox' }),
  );
  expect(parts.onRead).not.toHaveBeenCalled();
  timers.advance(300_000);
  await vi.waitFor(async () => expect(await reading.progress()).toEqual({ state: 'done' }));
  expect(parts.onRead).toHaveBeenCalledTimes(1);
  timers.advance(3_600_000);
  await reading.look();
  expect(tries()).toBe(3);
});

it('makes one try at a time, whoever asks, and says how far it is', async () => {
  let go = (): void => undefined;
  const { reading, parts, tries } = setUp([]);
  const slow = new Promise<void>((resolve) => {
    go = resolve;
  });
  const reconcile = parts.reconcile.bind(parts);
  parts.reconcile = async (options) => {
    options.onProgress?.({ done: 3, total: 9 });
    await slow;
    return reconcile({});
  };
  const first = reading.look();
  const second = reading.look();
  await vi.waitFor(async () => expect(await reading.progress()).toEqual({ state: 'reading', done: 3, total: 9 }));
  go();
  await Promise.all([first, second]);
  expect(tries()).toBe(1);
});

it('goes on after a failure of this device, and ends with the session', async () => {
  const { reading, parts, timers, tries, end } = setUp([new Error('the disk is full')]);
  await reading.look();
  expect(parts.report).toHaveBeenCalledTimes(1);
  expect(await reading.progress()).toMatchObject({ state: 'nobody' });
  timers.advance(300_000);
  await vi.waitFor(() => expect(tries()).toBe(2));
  await vi.waitFor(() => expect(parts.onTried).toHaveBeenCalledTimes(1));
  end();
  timers.advance(3_600_000);
  await reading.look();
  expect(tries()).toBe(2);
});
