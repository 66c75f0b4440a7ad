import type { JobStore } from '../../protocol/ports/jobs.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import { allOf } from '../newest-first.ts';
import type { AccountDatabase } from './account-database.ts';

const mostRows = 1000;

/** Jobs that survive reloads, with their rows and files. */
export function jobRepository(database: AccountDatabase): JobStore {
  return {
    jobs: () => database.read(['jobs'], (transaction) => transaction.objectStore('jobs').getAll()),
    job: (id) => database.read(['jobs'], (transaction) => transaction.objectStore('jobs').get(id)),
    put: (job, rows = []) =>
      database.write(['jobs', 'jobRows'], 'strict', async (transaction, touched) => {
        queuePut(transaction.objectStore('jobs'), job);
        for (const row of rows) queuePut(transaction.objectStore('jobRows'), row);
        touched.add('jobs');
      }),
    update: (id, change, rows = []) =>
      database.write(rows.length > 0 ? ['jobs', 'jobRows'] : ['jobs'], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('jobs');
        const before = await store.get(id);
        const after = before && change(before);
        if (after === undefined) return before;
        queuePut(store, after);
        for (const row of rows) queuePut(transaction.objectStore('jobRows'), row);
        touched.add('jobs');
        return after;
      }),
    putRows: (rows) =>
      database.write(['jobRows'], 'strict', async (transaction, touched) => {
        for (const row of rows) queuePut(transaction.objectStore('jobRows'), row);
        if (rows.length > 0) touched.add('jobs');
      }),
    rows: (job, { state, after = -1, limit }) =>
      database.read(['jobRows'], (transaction) => {
        const store = transaction.objectStore('jobRows');
        const count = Math.min(limit, mostRows);
        if (count < 1) return Promise.resolve([]);
        const range = (prefix: readonly string[]): IDBKeyRange =>
          IDBKeyRange.bound([...prefix, after], [...prefix, []], true, false);
        return state === undefined ? store.getAll(range([job]), count) : store.index('state').getAll(range([job, state]), count);
      }),
    deleteRows: (job) =>
      database.write(['jobRows'], 'strict', async (transaction, touched) => {
        queueDelete(transaction.objectStore('jobRows'), allOf([job]));
        touched.add('jobs');
      }),
    counts: (job) =>
      database.read(['jobRows'], async (transaction) => {
        const index = transaction.objectStore('jobRows').index('state');
        const counts = new Map<string, number>();
        // From one state to the next, so that the cost is the number of states, not of rows.
        let cursor = await index.openKeyCursor(allOf([job]));
        while (cursor !== null) {
          const [, state] = cursor.key;
          counts.set(state, await index.count(allOf([job, state])));
          const next = IDBKeyRange.bound([job, state, []], [job, []], true, false);
          cursor = await index.openKeyCursor(next);
        }
        return counts;
      }),
    file: (job) => database.read(['jobFiles'], (transaction) => transaction.objectStore('jobFiles').get(job)),
    putFile: (job, file) =>
      database.write(['jobFiles'], 'strict', async (transaction) => {
        queuePut(transaction.objectStore('jobFiles'), file, job);
      }),
    delete: (job) =>
      database.write(['jobs', 'jobRows', 'jobFiles'], 'strict', async (transaction, touched) => {
        queueDelete(transaction.objectStore('jobs'), job);
        queueDelete(transaction.objectStore('jobFiles'), job);
        queueDelete(transaction.objectStore('jobRows'), allOf([job]));
        touched.add('jobs');
      }),
  };
}
