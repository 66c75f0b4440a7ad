import type { Clock } from '../../protocol/ports/clock.ts';

/** A private change is published by itself when nothing else has changed for this long; somebody who tidies up makes many. */
export const quietMs = 20_000;
/** But not later than this after the first of them. */
const longestMs = 120_000;
/** What is not worth a publish waits for one, or at most this long. */
const minorMs = 15 * 60_000;

/** When the private state is to be looked at without a post that takes it along. */
export interface PrivateSchedule {
  /** Something private was changed. */
  changed(): void;
  /** Undefined: nothing waits. */
  dueMs(): number | undefined;
  isDue(): boolean;
  /** A look begins, at all that was changed until now. */
  look(): PrivateLook;
}

export interface PrivateLook {
  /** Whether minor changes may leave by themselves. */
  readonly takesMinor: boolean;
  /** Nothing waits any more; `isOut`: because it was published. */
  done(isOut: boolean): void;
  /** What there is is minor, and waits. */
  postpone(): void;
}

/** The first look is due at once: it finds what was changed before a crash. */
export function createPrivateSchedule(clock: Clock): PrivateSchedule {
  let changes = 1;
  let settled = 0;
  let due = Number.NEGATIVE_INFINITY;
  let firstMs: number | undefined;
  let outMs = Number.NEGATIVE_INFINITY;

  return {
    changed() {
      const nowMs = clock.nowMs();
      changes += 1;
      firstMs ??= nowMs;
      due = Math.min(nowMs + quietMs, firstMs + longestMs);
    },
    dueMs: () => (settled === changes ? undefined : due),
    // Further away than ever meant: the clock was put back.
    isDue: () => settled !== changes && (due <= clock.nowMs() || due > clock.nowMs() + minorMs),
    look() {
      const seen = changes;
      const nowMs = clock.nowMs();
      return {
        takesMinor: nowMs - outMs >= minorMs || nowMs < outMs,
        done(isOut) {
          settled = seen;
          if (isOut) outMs = clock.nowMs();
          if (settled === changes) firstMs = undefined;
        },
        postpone() {
          if (seen !== changes) return;
          due = outMs + minorMs;
          firstMs = undefined;
        },
      };
    },
  };
}
