/** The device has no room left (QuotaExceededError). The transaction was rolled back: nothing was stored, nothing is half done. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
  readonly code = 'storage-full';

  constructor(cause: unknown) {
    super('No room left on this device; nothing was stored.', { cause });
  }
}

/** Why a database was closed without being asked to: by a newer version of the app, by deletion, or by the browser. */
export type ClosedReason = 'newer-version' | 'deleted' | 'terminated';

/** The database is closed: by `close()`, by another tab (newer version of the app, or deletion), or by the browser. Open it again. */
export class StorageClosedError extends Error {
  override readonly name = 'StorageClosedError';
  readonly code = 'storage-closed';
  readonly reason: ClosedReason | 'closed';

  constructor(database: string, reason: ClosedReason | 'closed', cause?: unknown) {
    super(`The database ${database} is closed (${reason}).`, { cause });
    this.reason = reason;
  }
}

/** What is stored was written by a newer version of the app than this one. Load the app again. */
export class StorageNewerError extends Error {
  override readonly name = 'StorageNewerError';
  readonly code = 'storage-newer';

  constructor(database: string, cause: unknown) {
    super(`The database ${database} was written by a newer version of the app.`, { cause });
  }
}

/** Gives what IndexedDB throws a name that callers can act on; everything unknown passes through unchanged. */
export function namedError(error: unknown, database: string, closed: ClosedReason | 'closed' | undefined): unknown {
  const name = error instanceof Error || error instanceof DOMException ? error.name : undefined;
  if (name === 'QuotaExceededError') return new StorageFullError(error);
  if (name === 'VersionError') return new StorageNewerError(database, error);
  if (closed !== undefined && (name === 'InvalidStateError' || name === 'AbortError')) {
    return new StorageClosedError(database, closed, error);
  }
  return error;
}
