export interface BackupState {
  /** When a backup was saved last, ms. */
  readonly backedUpAtMs?: number;
  /** When the user last said "later", ms. */
  readonly askedMs?: number;
  /** When the first post was written, the first account followed, ms. */
  readonly firstPostMs?: number;
  readonly firstFollowMs?: number;
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Whether to ask for a backup: at once, again after the first post and the first follow, then weekly, until one is saved. */
export function shouldAskForBackup(state: BackupState, nowMs: number): boolean {
  if (state.backedUpAtMs !== undefined) return false;
  const { askedMs } = state;
  if (askedMs === undefined) return true;
  const happenedSince = [state.firstPostMs, state.firstFollowMs].some((atMs) => atMs !== undefined && atMs > askedMs);
  // A clock that was set back must not silence the question for years.
  return happenedSince || nowMs - askedMs >= weekMs || askedMs > nowMs + weekMs;
}
