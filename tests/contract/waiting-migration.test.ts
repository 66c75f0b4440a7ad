import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { DBSchema } from 'idb';
import { expect, it } from 'vitest';
import type { OutboxRecord } from '../../src/protocol/ports/records.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { accountWaiting } from '../../src/storage/migrations/account-006-waiting.ts';
import { accountMigrations } from '../../src/storage/migrations/versions.ts';
import { openAccountStore } from '../../src/storage/open-account-store.ts';
import { me, outboxEntry, ownName } from './sample-records.ts';

/** As it was: what waits had `dueMs`. */
interface OldSchema extends DBSchema {
  outbox: { key: string; value: OutboxRecord & { readonly dueMs?: number } };
}

it('brings out what waited before there was a store of what waits', async () => {
  const indexedDB = new IDBFactory();
  const version = accountMigrations.indexOf(accountWaiting);
  const before = await openDatabase<OldSchema>(`pollen-${ownName}`, accountMigrations.slice(0, version), { indexedDB });
  const late = outboxEntry('3aaaaaaaaaaa2', { notBeforeMs: 900 });
  const soon = outboxEntry('3aaaaaaaaaaa3', { notBeforeMs: 100 });
  const left = outboxEntry('3aaaaaaaaaaa4', { state: 'published', sequence: 1n });
  await before.write(['outbox'], 'strict', async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    for (const entry of [late, soon]) await outbox.put({ ...entry, dueMs: entry.notBeforeMs });
    await outbox.put(left);
  });
  before.close();

  const store = await openAccountStore(me, { indexedDB, name: ownName });
  expect(await store.outboxRange(undefined, 10)).toEqual([late, soon, left]);
  expect(await store.nextDueMs()).toBe(100);
  expect(await store.outboxWaiting(100)).toEqual([soon]);
  expect(await store.waitingKeys()).toEqual([soon.rkey, late.rkey]);
  await store.markPublished([soon.rkey], 2n);
  expect(await store.waitingKeys()).toEqual([late.rkey]);
  expect(await store.removeWaiting(late.rkey)).toBe(true);
  expect(await store.nextDueMs()).toBeUndefined();
  store.close();
});
