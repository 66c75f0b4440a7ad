import type { Result } from '../../protocol/result.ts';
import type { AdoptOptions } from '../publish/adopt-head.ts';
import type { ReconcileError, ReconcileOptions } from '../publish/publisher.ts';
import { backOffMs, type Timers } from '../timers.ts';
import type { RestoreProgress } from './recovery-api.ts';

export interface OwnReadingParts {
  readonly timers: Timers;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  /** Whether the own outbox is still to be read. */
  isReadOnly(): Promise<boolean>;
  reconcile(options: ReconcileOptions): Promise<Result<void, ReconcileError>>;
  onRead(): void;
  /** After every try. */
  onTried(): void;
  report(error: unknown): void;
}

export interface OwnReading {
  /** Looks for the own outbox now, when it was not read since a restore; a try that is under way is enough. */
  look(): Promise<void>;
  progress(): Promise<RestoreProgress>;
}

const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

/** Reads the own outbox after a restore: at once, whenever somebody becomes reachable, and again after growing pauses until it is there. */
export function createOwnReading(parts: OwnReadingParts): OwnReading {
  const { timers, signal } = parts;
  let progress: RestoreProgress = { state: 'looking' };
  let failures = 0;
  let running: Promise<void> | undefined;
  let cancel = (): void => undefined;
  signal.addEventListener('abort', () => cancel(), { once: true });

  async function tryOnce(): Promise<void> {
    cancel();
    if (signal.aborted || !(await parts.isReadOnly())) return;
    progress = { state: 'looking' };
    const onProgress: AdoptOptions['onProgress'] = ({ done, total }) => {
      progress = { state: 'reading', done, total };
    };
    // At first whoever has the newest may only be slow to come.
    const outcome = await parts.reconcile({ signal, onProgress, older: failures > 0 });
    if (outcome.ok) {
      progress = { state: 'done' };
      parts.onRead();
    } else {
      failures += 1;
      const pauseMs = backOffMs(failures, firstPauseMs, longestPauseMs);
      const nextMs = parts.nowMs() + pauseMs;
      const { error } = outcome;
      progress = error.type === 'invalid' ? { state: 'invalid', reason: error.reason, nextMs } : { state: 'nobody', nextMs };
      if (!signal.aborted) cancel = timers.after(pauseMs, () => void look());
    }
    parts.onTried();
  }

  function look(): Promise<void> {
    running ??= tryOnce()
      .catch((error: unknown) => {
        // A failure of this device, as a full disk: the next occasion tries again.
        progress = { state: 'nobody', nextMs: parts.nowMs() + longestPauseMs };
        if (!signal.aborted) cancel = timers.after(longestPauseMs, () => void look());
        parts.report(error);
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    look,
    progress: async () => ((await parts.isReadOnly()) ? progress : { state: 'done' }),
  };
}
