import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import { batchStores, loadApplyBatch } from '../ingest/load-apply-batch.ts';
import type { AccountDatabase, WriteTransaction } from './account-database.ts';
import { noteForSearch } from './note-search.ts';
import { mediaStores, queueMedia } from './media.ts';

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

/** The stores that writing the outbox takes. `waiting` has a record for each activity of the outbox that waits, and no other. */
const outboxStores = ['outbox', 'waiting'] as const;

function queueWaiting(transaction: WriteTransaction, { state, notBeforeMs, rkey }: OutboxRecord): void {
  if (state === 'waiting') queuePut(transaction.objectStore('waiting'), { dueMs: notBeforeMs, rkey });
}

const queueLeft = (transaction: WriteTransaction, { notBeforeMs, rkey }: OutboxRecord): void =>
  queueDelete(transaction.objectStore('waiting'), [notBeforeMs, rkey]);

const byRkey = (a: OutboxRecord, b: OutboxRecord): number => (a.rkey < b.rkey ? -1 : 1);

/** One's own activities: the source of truth from which the published tree is built. Every write is on the disk when it resolves. */
export function outboxRepository(database: AccountDatabase): Pick<AccountStore, OutboxMethods> {
  return {
    async addOwn(entry, effects, media, draft) {
      const applyBatch = await loadApplyBatch();
      return database.write(
        [...outboxStores, ...mediaStores, 'drafts', ...batchStores],
        'strict',
        async (transaction, touched) => {
          // `add`, not `put`: a record key that is taken is a bug, and rolls everything back.
          await transaction.objectStore('outbox').add(entry);
          queueWaiting(transaction, entry);
          touched.add('outbox');
          if (draft !== undefined) {
            if (typeof draft === 'string') queueDelete(transaction.objectStore('drafts'), draft);
            else queuePut(transaction.objectStore('drafts'), draft);
            touched.add('drafts');
          }
          await queueMedia(transaction, media);
          await applyBatch(transaction, effects, touched);
        },
      );
    },
    removeWaiting: (rkey) =>
      database.write([...outboxStores, 'posts', 'reactions', 'searchQueue'], 'strict', async (transaction, touched) => {
        const entry = await transaction.objectStore('outbox').get(rkey);
        if (entry?.state !== 'waiting') return false;
        queueDelete(transaction.objectStore('outbox'), rkey);
        queueLeft(transaction, entry);
        touched.add('outbox');
        if (entry.type === 'Create' || entry.type === 'Announce') {
          // A boost's post has the id of the boost.
          const id = entry.type === 'Create' ? entry.objectId : entry.id;
          queueDelete(transaction.objectStore('posts'), id);
          noteForSearch(transaction, [id]);
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
      database.read(outboxStores, async (transaction) => {
        // An array sorts after every number and string: all keys of `nowMs`, too.
        const due = await transaction.objectStore('waiting').getAllKeys(IDBKeyRange.upperBound([nowMs, []]), limit);
        const outbox = transaction.objectStore('outbox');
        const found = await Promise.all(due.map(([, rkey]) => outbox.get(rkey)));
        return found.filter((entry) => entry !== undefined).toSorted(byRkey);
      }),
    waitingKeys: () =>
      database.read(['waiting'], async (transaction) =>
        (await transaction.objectStore('waiting').getAllKeys()).map(([, rkey]) => rkey),
      ),
    outboxRecords: (rkeys) =>
      database.read(['outbox'], async (transaction) => {
        const store = transaction.objectStore('outbox');
        const found = await Promise.all(rkeys.map((rkey) => store.get(rkey)));
        return found.filter((entry) => entry !== undefined);
      }),
    nextDueMs: () =>
      database.read(['waiting'], async (transaction) => {
        const [first] = await transaction.objectStore('waiting').getAllKeys(undefined, 1);
        return first?.[0];
      }),
    markPublished: (rkeys, sequence) =>
      database.write(outboxStores, 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('outbox');
        for (const entry of await Promise.all(rkeys.map((rkey) => store.get(rkey)))) {
          if (entry === undefined) continue;
          queuePut(store, { ...entry, state: 'published', sequence });
          queueLeft(transaction, entry);
          touched.add('outbox');
        }
      }),
    outboxCount: () => database.read(['outbox'], (transaction) => transaction.objectStore('outbox').count()),
    outboxFor: (objectId) =>
      database.read(['outbox'], (transaction) => transaction.objectStore('outbox').index('objectId').getAll(objectId)),
    async adoptOwn(entries, effects) {
      const [applyBatch, { getExisting }] = await Promise.all([loadApplyBatch(), import('../ingest/get-existing.ts')]);
      return database.write([...outboxStores, ...batchStores], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('outbox');
        const known = await getExisting(store, new Set(entries.map(({ rkey }) => rkey)));
        for (const entry of entries) {
          if (known.has(entry.rkey)) continue;
          queuePut(store, entry);
          queueWaiting(transaction, entry);
          touched.add('outbox');
        }
        await applyBatch(transaction, effects, touched);
      });
    },
  };
}
