import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import { batchStores, loadApplyBatch } from '../ingest/load-apply-batch.ts';
import type { AccountDatabase } from './account-database.ts';
import type { StoredOutbox } from './account-schema.ts';
import { mediaStores, queueMedia } from './media.ts';
import { fromStored } from './outbox-readings.ts';

export type OutboxMethods =
  | 'addOwn'
  | 'removeWaiting'
  | 'outboxWaiting'
  | 'waitingKeys'
  | 'outboxRecords'
  | 'nextDueMs'
  | 'markPublished'
  | 'outboxCount'
  | 'outboxFor'
  | 'adoptOwn';

function toStored(entry: OutboxRecord): StoredOutbox {
  return entry.state === 'waiting' ? { ...entry, dueMs: entry.notBeforeMs } : entry;
}

const byRkey = (a: OutboxRecord, b: OutboxRecord): number => (a.rkey < b.rkey ? -1 : 1);

/** One's own activities: the source of truth from which the published tree is built. Every write is on the disk when it resolves. */
export function outboxRepository(database: AccountDatabase): Pick<AccountStore, OutboxMethods> {
  return {
    async addOwn(entry, effects, media, draftId) {
      const applyBatch = await loadApplyBatch();
      return database.write(['outbox', ...mediaStores, 'drafts', ...batchStores], 'strict', async (transaction, touched) => {
        // `add`, not `put`: a record key that is taken is a bug, and rolls everything back.
        await transaction.objectStore('outbox').add(toStored(entry));
        touched.add('outbox');
        if (draftId !== undefined) {
          queueDelete(transaction.objectStore('drafts'), draftId);
          touched.add('drafts');
        }
        await queueMedia(transaction, media);
        await applyBatch(transaction, effects, touched);
      });
    },
    removeWaiting: (rkey) =>
      database.write(['outbox', 'posts', 'reactions'], 'strict', async (transaction, touched) => {
        const entry = await transaction.objectStore('outbox').get(rkey);
        if (entry?.state !== 'waiting') return false;
        queueDelete(transaction.objectStore('outbox'), rkey);
        touched.add('outbox');
        if (entry.type === 'Create' || entry.type === 'Announce') {
          // A boost's post has the id of the boost.
          queueDelete(transaction.objectStore('posts'), entry.type === 'Create' ? entry.objectId : entry.id);
          touched.add('posts');
        }
        const reactions = await transaction.objectStore('reactions').index('id').getAll(entry.id);
        for (const { objectId, type, actor } of reactions) {
          queueDelete(transaction.objectStore('reactions'), [objectId, type, actor]);
          touched.add('reactions');
        }
        return true;
      }),
    outboxWaiting: (nowMs, limit) =>
      database.read(['outbox'], async (transaction) => {
        const due = await transaction.objectStore('outbox').index('due').getAll(IDBKeyRange.upperBound(nowMs), limit);
        return due.map(fromStored).toSorted(byRkey);
      }),
    waitingKeys: () => database.read(['outbox'], (transaction) => transaction.objectStore('outbox').index('due').getAllKeys()),
    outboxRecords: (rkeys) =>
      database.read(['outbox'], async (transaction) => {
        const store = transaction.objectStore('outbox');
        const found = await Promise.all(rkeys.map((rkey) => store.get(rkey)));
        return found.flatMap((entry) => (entry === undefined ? [] : [fromStored(entry)]));
      }),
    nextDueMs: () =>
      database.read(['outbox'], async (transaction) => {
        return (await transaction.objectStore('outbox').index('due').openKeyCursor())?.key;
      }),
    markPublished: (rkeys, sequence) =>
      database.write(['outbox'], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('outbox');
        for (const entry of await Promise.all(rkeys.map((rkey) => store.get(rkey)))) {
          if (entry === undefined) continue;
          queuePut(store, { ...fromStored(entry), state: 'published', sequence });
          touched.add('outbox');
        }
      }),
    outboxCount: () => database.read(['outbox'], (transaction) => transaction.objectStore('outbox').count()),
    outboxFor: (objectId) =>
      database.read(['outbox'], async (transaction) =>
        (await transaction.objectStore('outbox').index('objectId').getAll(objectId)).map(fromStored),
      ),
    async adoptOwn(entries, effects) {
      const [applyBatch, { getExisting }] = await Promise.all([loadApplyBatch(), import('../ingest/get-existing.ts')]);
      return database.write(['outbox', ...batchStores], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('outbox');
        const known = await getExisting(store, new Set(entries.map(({ rkey }) => rkey)));
        for (const entry of entries) {
          if (known.has(entry.rkey)) continue;
          queuePut(store, toStored(entry));
          touched.add('outbox');
        }
        await applyBatch(transaction, effects, touched);
      });
    },
  };
}
