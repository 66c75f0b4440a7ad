import type { RemoteReadRecord, WebError } from '../../protocol/ports/fediverse.ts';
import { backOffMs } from '../timers.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const shortestPauseMs = 2 * minuteMs;
const longestPauseMs = 6 * hourMs;
/** While nobody looks, nobody is asked more often than this. */
const unseenPauseMs = 30 * minuteMs;
const refusedPauseMs = 12 * hourMs;
/** Who failed this often is looked for anew: the account may be on other software now. */
export const failuresUntilLookup = 3;

/**
 * Pause until somebody is asked again, from the dates of their newest posts (ms): a quarter of the usual time between two posts, longer
 * the longer they have been silent, between 2 minutes and 6 hours, with a sixth of jitter.
 */
export function pauseAfter(datesMs: readonly number[], nowMs: number, random: number = Math.random()): number {
  const newestMs = Math.max(...datesMs);
  const gapMs = (newestMs - Math.min(...datesMs)) / Math.max(1, datesMs.length - 1);
  const wantedMs = datesMs.length === 0 ? longestPauseMs : Math.max(gapMs / 4, (nowMs - newestMs) / 8);
  return Math.round(Math.min(Math.max(wantedMs, shortestPauseMs), longestPauseMs) * (5 / 6 + random / 3));
}

/** What is remembered after an answer; `datesMs` as for `pauseAfter`. */
export function afterAnswer(
  state: RemoteReadRecord,
  answer: { readonly etag?: string | undefined; readonly newest?: string | undefined; readonly datesMs?: readonly number[] },
  nowMs: number,
): RemoteReadRecord {
  const { reason: _reason, ...rest } = state;
  // Nothing new: the pause grows with the silence.
  const pauseMs = answer.datesMs === undefined ? grownMs(state) : pauseAfter(answer.datesMs, nowMs);
  return {
    ...rest,
    ...(answer.etag !== undefined && { etag: answer.etag }),
    ...(answer.newest !== undefined && { newest: answer.newest }),
    state: 'current',
    lastTriedMs: nowMs,
    lastReadMs: nowMs,
    notBeforeMs: nowMs + pauseMs,
    failures: 0,
  };
}

const grownMs = ({ notBeforeMs, lastTriedMs }: RemoteReadRecord): number =>
  Math.round(Math.min(Math.max((notBeforeMs - lastTriedMs) * 1.25, shortestPauseMs), longestPauseMs));

/** The same after a failure. */
export function afterFailure(
  state: RemoteReadRecord,
  error: WebError | { readonly type: 'malformed' },
  nowMs: number,
): RemoteReadRecord {
  const failures = state.failures + 1;
  const waitMs = retryAfterMs(error) ?? backOffMs(failures, 5 * minuteMs, longestPauseMs);
  const common = { ...state, lastTriedMs: nowMs, failures };
  const refused = error.type === 'refused' ? error.status : 0;
  if (refused === 401 || refused === 403)
    return { ...common, state: 'forbidden', reason: `answers ${refused}`, notBeforeMs: nowMs + refusedPauseMs };
  if (refused === 410 || (refused === 404 && failures >= failuresUntilLookup))
    return { ...common, state: 'gone', reason: `answers ${refused}`, notBeforeMs: nowMs + refusedPauseMs };
  return { ...common, state: 'unreachable', reason: reasonOf(error), notBeforeMs: nowMs + waitMs };
}

export const retryAfterMs = (error: WebError | { readonly type: 'malformed' }): number | undefined =>
  error.type === 'refused' && error.retryAfterMs !== undefined
    ? Math.min(Math.max(error.retryAfterMs, 1000), 24 * hourMs)
    : undefined;

/** In words for people who look for the cause. */
export function reasonOf(error: WebError | { readonly type: 'malformed' }): string {
  switch (error.type) {
    case 'refused':
      return `answers ${error.status}`;
    case 'unreachable':
      return error.reason;
    case 'malformed':
      return 'the answer cannot be understood';
    case 'too-large':
      return 'the answer is too large';
    case 'timed-out':
      return 'no answer in time';
    case 'not-allowed':
      return 'not a public address';
    case 'aborted':
      return 'stopped';
  }
}

/** When somebody may be asked again. A clock that was put back does not make anybody wait for it. */
export function dueMs(state: RemoteReadRecord, isSeen: boolean, nowMs: number): number {
  if (state.lastTriedMs > nowMs) return nowMs;
  return isSeen ? state.notBeforeMs : Math.max(state.notBeforeMs, state.lastTriedMs + unseenPauseMs);
}

/** Who is asked first: those of whom nothing was read yet, then whoever posts most often. */
export function urgencyOrder(one: RemoteReadRecord, other: RemoteReadRecord): number {
  return rank(one) - rank(other) || one.lastTriedMs - other.lastTriedMs;
}

const rank = (state: RemoteReadRecord): number =>
  state.lastTriedMs === 0 ? -1 : Math.max(0, state.notBeforeMs - state.lastTriedMs);
