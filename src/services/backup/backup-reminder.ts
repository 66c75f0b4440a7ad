/** Of an account of which no way back was saved or proven yet. */
export interface BackupState {
  /** When the user last said "later", ms. */
  readonly askedMs?: number;
  /** When the first post was written, the first account followed, ms. */
  readonly firstPostMs?: number;
  readonly firstFollowMs?: number;
}

const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;
const halfYearMs = 182 * dayMs;

/** Whether to ask for a backup: at once, again after the first post and the first follow, then weekly, until one is saved. */
export function shouldAskForBackup(state: BackupState, nowMs: number): boolean {
  const { askedMs } = state;
  if (askedMs === undefined) return true;
  const happenedSince = [state.firstPostMs, state.firstFollowMs].some((atMs) => atMs !== undefined && atMs > askedMs);
  // A clock that was set back must not silence the question for years.
  return happenedSince || nowMs - askedMs >= weekMs || askedMs > nowMs + weekMs;
}

/**
 * Whether to suggest that a way back be checked: half a year after the last one was saved or proven, and again half a year after "later".
 * A clock that was set back must not silence it for years.
 */
export function shouldRemindOfCheck(provenMs: readonly number[], askedMs: number | undefined, nowMs: number): boolean {
  if (provenMs.length === 0) return false;
  const lastMs = Math.max(...provenMs, askedMs ?? 0);
  return Math.abs(nowMs - lastMs) >= halfYearMs;
}
