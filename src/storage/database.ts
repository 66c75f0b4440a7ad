import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { unwrap, wrap } from 'idb';
import type { ChangeTopic } from '../protocol/ports/store.ts';
import type { ClosedReason } from './errors.ts';
import { namedError, StorageClosedError, StorageFullError } from './errors.ts';
import type { Migration } from './migrations/migration.ts';
import { migrate } from './migrations/migration.ts';

export interface OpenOptions {
  /** Default: the browser's. The global IDB… classes must belong to it. */
  readonly indexedDB?: IDBFactory;
  /** Another tab holds an older version open and has not let go yet; opening goes on when it does. */
  readonly onBlocked?: () => void;
  /**
   * The device is full: makes room, true when there is some. The write that failed is then run once more; it must not depend on what its
   * first run did outside of the database.
   */
  readonly makeRoom?: () => Promise<boolean>;
  /** The database was closed without being asked to; every later call rejects with StorageClosedError. */
  readonly onClosed?: (reason: ClosedReason) => void;
}

export type Transaction<Schema extends DBSchema, Mode extends IDBTransactionMode> = IDBPTransaction<
  Schema,
  StoreNames<Schema>[],
  Mode
>;

/** `strict`: on the disk before it counts as written (own posts, keys). `relaxed`: what others have too. */
export type Durability = 'strict' | 'relaxed';

/** A database whose every access is one transaction. Rejects with the errors of errors.ts. */
export interface Database<Schema extends DBSchema> {
  read<T>(stores: readonly StoreNames<Schema>[], body: (transaction: Transaction<Schema, 'readonly'>) => Promise<T>): Promise<T>;
  /**
   * All or nothing: what `body` throws, or a failing request, rolls everything back. Resolves after the commit, then tells listeners
   * of the topics that `body` added to `touched`.
   */
  write<T>(
    stores: readonly StoreNames<Schema>[],
    durability: Durability,
    body: (transaction: Transaction<Schema, 'readwrite'>, touched: Set<ChangeTopic>) => Promise<T>,
  ): Promise<T>;
  /** As `write`, but when the device is full it fails at once: what makes room must not wait for room. */
  readonly writeOnce: Database<Schema>['write'];
  close(): void;
}

/** Steps to the newest version, or how to get them when a database has to be made or is older. */
export type Migrations = readonly Migration[] | { readonly version: number; load(): Promise<readonly Migration[]> };

/** Opens (creates, migrates) the database `name`. Rejects with StorageNewerError or StorageFullError. */
export async function openDatabase<Schema extends DBSchema>(
  name: string,
  migrations: Migrations,
  options: OpenOptions,
  onWritten: (topics: ReadonlySet<ChangeTopic>) => void = () => {},
): Promise<Database<Schema>> {
  const raw = await open(name, migrations, options);
  const database = wrap(raw) as IDBPDatabase<Schema>;
  let closed: ClosedReason | 'closed' | undefined;

  const closedByOthers = (reason: ClosedReason): void => {
    if (closed !== undefined) return;
    closed = reason;
    raw.close();
    options.onClosed?.(reason);
  };
  raw.addEventListener('versionchange', (event) => closedByOthers(event.newVersion === null ? 'deleted' : 'newer-version'));
  raw.addEventListener('close', () => closedByOthers('terminated'));

  let making: Promise<boolean> | undefined;

  const writeOnce: Database<Schema>['write'] = async (stores, durability, body) => {
    if (closed !== undefined) throw new StorageClosedError(name, closed);
    const touched = new Set<ChangeTopic>();
    try {
      const transaction = database.transaction([...stores], 'readwrite', { durability });
      transaction.done.catch(() => {});
      const value = await commit(unwrap(transaction), () => body(transaction, touched));
      if (touched.size > 0) onWritten(touched);
      return value;
    } catch (error) {
      throw namedError(error, name, closed);
    }
  };

  return {
    async read(stores, body) {
      if (closed !== undefined) throw new StorageClosedError(name, closed);
      try {
        const transaction = database.transaction([...stores], 'readonly');
        // idb rejects this beside the request that failed; the request's own error is the one reported.
        transaction.done.catch(() => {});
        return await body(transaction);
      } catch (error) {
        throw namedError(error, name, closed);
      }
    },
    async write(stores, durability, body) {
      try {
        return await writeOnce(stores, durability, body);
      } catch (error) {
        if (!(error instanceof StorageFullError) || options.makeRoom === undefined) throw error;
        making ??= options
          .makeRoom()
          .catch(() => false)
          .finally(() => {
            making = undefined;
          });
        if (!(await making)) throw error;
      }
      return writeOnce(stores, durability, body);
    },
    writeOnce,
    close() {
      closed ??= 'closed';
      raw.close();
    },
  };
}

/** Runs `body` and waits for the commit. The error of a failed request wins over the AbortError that it causes elsewhere. */
async function commit<T>(transaction: IDBTransaction, body: () => Promise<T>): Promise<T> {
  const ended = new Promise<DOMException | undefined>((resolve) => {
    transaction.addEventListener('complete', () => resolve(undefined));
    transaction.addEventListener('abort', () => resolve(transaction.error ?? new DOMException('Rolled back', 'AbortError')));
  });
  let value: T;
  try {
    value = await body();
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // Already over: a failed request has aborted it.
    }
    const reason = await ended;
    throw reason !== undefined && reason.name !== 'AbortError' ? reason : error;
  }
  const reason = await ended;
  if (reason !== undefined) throw reason;
  return value;
}

async function open(name: string, migrations: Migrations, options: OpenOptions): Promise<IDBDatabase> {
  try {
    if (!('load' in migrations)) return await openAt(name, migrations.length, migrations, options);
    const opened = await openAt(name, migrations.version, undefined, options).catch((error: unknown) => {
      if (error !== needsMigrations) throw error;
    });
    return opened ?? (await openAt(name, migrations.version, await migrations.load(), options));
  } catch (error) {
    throw namedError(error, name, undefined);
  }
}

const needsMigrations = Symbol('needs migrations');

/** Without `migrations`, a database that is not at `version` stays as it is: rejects with `needsMigrations`. */
async function openAt(
  name: string,
  version: number,
  migrations: readonly Migration[] | undefined,
  options: OpenOptions,
): Promise<IDBDatabase> {
  return await new Promise<IDBDatabase>((resolve, reject) => {
    const request = (options.indexedDB ?? indexedDB).open(name, version);
    let aborted = false;
    request.addEventListener('upgradeneeded', (event) => {
      if (request.transaction === null) return;
      if (migrations !== undefined) return migrate(migrations, request.result, request.transaction, event.oldVersion);
      aborted = true;
      request.transaction.abort();
    });
    request.addEventListener('blocked', () => options.onBlocked?.());
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(aborted ? needsMigrations : request.error));
  });
}
