import { createJobQueue } from '../single-flight.ts';
import type { Timers } from '../timers.ts';
import { createRetrySchedule } from './retry-schedule.ts';

/** Looks for things until they are found: a few at once, each with growing pauses, and not for ever. */
export interface Seeker<Key> {
  /** Begins, or tries again at once; not waited for. */
  seek(key: Key): void;
  /** Something changed for the better (back online): whatever waits is looked for now. */
  retryNow(): void;
}

interface SeekerOptions<Key> {
  readonly timers: Timers;
  readonly atOnce: number;
  /** Most that are looked for; of more, the one that was asked for first is given up. */
  readonly limit: number;
  /** With growing pauses, ten tries are about 13 minutes. */
  readonly mostTries: number;
  readonly closing: AbortSignal;
  /** True when it is there. */
  find(key: Key): Promise<boolean>;
  report(error: unknown): void;
}

export function createSeeker<Key>(options: SeekerOptions<Key>): Seeker<Key> {
  const { timers, atOnce, limit, mostTries, closing, find, report } = options;
  const tries = new Map<Key, number>();
  const queue = createJobQueue<Key, void>(atOnce, look);
  const retries = createRetrySchedule<Key>(timers, begin);
  const end = (): void => {
    queue.clear();
    retries.clear();
  };
  closing.addEventListener('abort', end, { once: true });

  function begin(key: Key): void {
    queue.run(key).catch((error: unknown) => {
      if (closing.aborted) return;
      report(error);
      forget(key);
    });
  }

  async function look(key: Key): Promise<void> {
    const isFound = await find(key);
    const count = tries.get(key);
    if (closing.aborted || count === undefined) return;
    if (isFound || count + 1 >= mostTries) forget(key);
    else {
      tries.set(key, count + 1);
      retries.failed(key);
    }
  }

  function forget(key: Key): void {
    tries.delete(key);
    retries.worked(key);
  }

  return {
    seek(key) {
      if (closing.aborted) return;
      if (!tries.has(key)) tries.set(key, 0);
      const [oldest] = tries.keys();
      if (tries.size > limit && oldest !== undefined) forget(oldest);
      begin(key);
    },
    retryNow: () => retries.now(),
  };
}
