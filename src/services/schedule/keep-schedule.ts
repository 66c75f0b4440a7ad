import type { Clock } from '../../protocol/ports/clock.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { Posting } from '../publish/posting.ts';
import type { Timers } from '../timers.ts';
import { scheduleState } from './due-drafts.ts';

export interface ScheduleParts {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly post: Posting['post'];
  /** Runs `run` with a draft that nobody can open meanwhile. False: somebody has it open, and it does not leave under their hands. */
  readonly hold: (id: string, run: () => Promise<void>) => Promise<boolean>;
  readonly report: (error: unknown) => void;
}

/** The clock of the device may be set while the app is open: it is looked at again at least this often, ms. */
const longestSleepMs = 60_000;
const retryMs = 60_000;

/**
 * Posts drafts whose time has come, in the leading tab. A draft goes with its post in one transaction, so none is sent twice; one that
 * cannot be posted now stays, and is tried again. Returns a function that ends it.
 */
export function keepSchedule({ store, clock, timers, post, hold, report }: ScheduleParts): () => void {
  let cancel = (): void => undefined;
  let isBusy = false;
  let isStale = false;
  let isOver = false;

  async function look(): Promise<void> {
    if (isBusy) {
      isStale = true;
      return;
    }
    isBusy = true;
    cancel();
    let delayMs: number | undefined;
    try {
      delayMs = await sendDue();
    } catch (error) {
      if (!isOver) report(error);
      delayMs = retryMs;
    }
    isBusy = false;
    if (isOver) return;
    if (isStale) delayMs = 0;
    isStale = false;
    if (delayMs !== undefined) cancel = timers.after(Math.min(delayMs, longestSleepMs), () => void look());
  }

  /** Time until something may be due, ms; undefined when nothing is scheduled. */
  async function sendDue(): Promise<number | undefined> {
    let nextMs: number | undefined;
    const sooner = (ms: number): void => void (nextMs = Math.min(nextMs ?? ms, ms));
    for (const draft of oldestFirst(await store.drafts())) {
      const state = scheduleState(draft, clock.nowMs());
      if (isOver) return undefined;
      if (state === 'waiting') sooner((draft.schedule?.atMs ?? 0) - clock.nowMs());
      if (state !== 'due') continue;
      const isFree = await hold(draft.id, async () => {
        if (!(await send(draft.id))) sooner(retryMs);
      });
      if (!isFree) sooner(retryMs);
    }
    return nextMs;
  }

  /** False when it could not be posted. Read anew: it may have been changed, put off or sent while others were posted. */
  async function send(id: string): Promise<boolean> {
    const draft = (await store.drafts()).find((one) => one.id === id);
    if (draft === undefined || isOver || scheduleState(draft, clock.nowMs()) !== 'due') return true;
    return (await post(draft)).ok;
  }

  const stop = store.onChange((topics) => {
    if (topics.has('drafts')) void look();
  });
  void look();
  return () => {
    isOver = true;
    cancel();
    stop();
  };
}

const oldestFirst = (drafts: readonly DraftRecord[]): readonly DraftRecord[] =>
  drafts.filter(({ schedule }) => schedule !== undefined).toSorted((a, b) => (a.schedule?.atMs ?? 0) - (b.schedule?.atMs ?? 0));
