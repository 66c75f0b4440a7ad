const names = new Set(['QuotaExceededError', 'StorageFullError']);

/** True when a write failed because the disk or the origin's quota is full, however deep the cause is. */
export function isStorageFull(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    if (names.has(cause.name)) return true;
  }
  return false;
}
