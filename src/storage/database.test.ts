import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { DBSchema } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { accountVersion } from './migrations/account-version.ts';
import type { Migration } from './migrations/migration.ts';
import { accountMigrations } from './migrations/versions.ts';

const first: Migration = (database) => database.createObjectStore('one');
const second: Migration = (database, upgrade) => {
  database.createObjectStore('two');
  upgrade.objectStore('one').put('moved', 'by second');
};

const broken: Migration = (database, upgrade) => {
  second(database, upgrade);
  throw new Error('broken step');
};

interface Schema extends DBSchema {
  one: { key: string; value: string };
  two: { key: string; value: string };
}

const open = (indexedDB: IDBFactory, migrations: readonly Migration[], options = {}) =>
  openDatabase<Schema>('test', migrations, { indexedDB, ...options });

describe('openDatabase', () => {
  it('loads the migrations only when a database has to be made or is older', async () => {
    const factory = new IDBFactory();
    const load = vi.fn(async () => [first, second]);
    const openLate = (version: number, steps: () => Promise<readonly Migration[]>) =>
      openDatabase<Schema>('test', { version, load: steps }, { indexedDB: factory });
    const made = await openLate(1, async () => [first]);
    await made.write(['one'], 'strict', async (transaction) => {
      await transaction.objectStore('one').put('kept', 'key');
    });
    made.close();
    const upgraded = await openLate(2, load);
    expect(await upgraded.read(['one'], (transaction) => transaction.objectStore('one').getAll())).toEqual(['moved', 'kept']);
    upgraded.close();
    (await openLate(2, load)).close();
    expect(load).toHaveBeenCalledTimes(1);
    await expect(openLate(1, load)).rejects.toMatchObject({ code: 'storage-newer' });
    const failing = openLate(3, () => Promise.reject(new TypeError('no network')));
    await expect(failing).rejects.toThrow('no network');
    const after = await openLate(2, load);
    expect(await after.read(['one'], (transaction) => transaction.objectStore('one').getAll())).toEqual(['moved', 'kept']);
  });

  it('knows the version of an account without its migrations', () => {
    expect(accountMigrations).toHaveLength(accountVersion);
  });

  it('runs the migrations that a database has not seen, and only them', async () => {
    const factory = new IDBFactory();
    const old = await open(factory, [first]);
    await old.write(['one'], 'relaxed', async (transaction) => {
      await transaction.objectStore('one').put('kept', 'before');
    });
    old.close();
    const migrated = await open(factory, [first, second]);
    const keys = await migrated.read(['one', 'two'], (transaction) => transaction.objectStore('one').getAllKeys());
    expect(keys).toEqual(['before', 'by second']);
  });

  it('leaves the old version whole when a migration fails', async () => {
    const factory = new IDBFactory();
    (await open(factory, [first])).close();
    await expect(open(factory, [first, broken])).rejects.toThrow();
    const again = await open(factory, [first]);
    expect(await again.read(['one'], (transaction) => transaction.objectStore('one').count())).toBe(0);
  });

  it('refuses what a newer version wrote', async () => {
    const factory = new IDBFactory();
    (await open(factory, [first, second])).close();
    await expect(open(factory, [first])).rejects.toMatchObject({ name: 'StorageNewerError', code: 'storage-newer' });
  });

  it('lets go for a newer version in another tab, and says so', async () => {
    const factory = new IDBFactory();
    const onClosed = vi.fn();
    const old = await open(factory, [first], { onClosed });
    const newer = await open(factory, [first, second]);
    expect(onClosed.mock.calls).toEqual([['newer-version']]);
    const closed = { name: 'StorageClosedError', code: 'storage-closed', reason: 'newer-version' };
    await expect(old.read(['one'], (transaction) => transaction.objectStore('one').count())).rejects.toMatchObject(closed);
    await expect(old.write(['one'], 'relaxed', async () => {})).rejects.toMatchObject(closed);
    newer.close();
  });

  it('says that it was deleted by somebody else', async () => {
    const factory = new IDBFactory();
    const onClosed = vi.fn();
    const database = await open(factory, [first], { onClosed });
    factory.deleteDatabase('test');
    await vi.waitFor(() => expect(onClosed.mock.calls).toEqual([['deleted']]));
    await expect(database.read(['one'], (transaction) => transaction.objectStore('one').count())).rejects.toThrow(
      'The database test is closed (deleted).',
    );
  });

  it('says that another tab holds an older version, and opens when that lets go', async () => {
    const factory = new IDBFactory();
    const holder = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open('test', 1);
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('one'));
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
    const onBlocked = vi.fn();
    const opening = open(factory, [first, second], { onBlocked });
    await vi.waitFor(() => expect(onBlocked).toHaveBeenCalledTimes(1));
    holder.close();
    await (await opening).read(['two'], (transaction) => transaction.objectStore('two').count());
  });

  it('rolls back what a body threw in, and passes its error on', async () => {
    const database = await open(new IDBFactory(), [first]);
    const bug = new Error('bug');
    const write = database.write(['one'], 'strict', async (transaction) => {
      await transaction.objectStore('one').put('half', 'done');
      throw bug;
    });
    await expect(write).rejects.toBe(bug);
    expect(await database.read(['one'], (transaction) => transaction.objectStore('one').count())).toBe(0);
  });

  it('refuses use after close', async () => {
    const database = await open(new IDBFactory(), [first]);
    database.close();
    const reading = database.read(['one'], (transaction) => transaction.objectStore('one').count());
    await expect(reading).rejects.toMatchObject({ code: 'storage-closed', reason: 'closed' });
  });
});
