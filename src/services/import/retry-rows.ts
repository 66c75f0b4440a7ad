import type { JobRow } from '../../protocol/ports/jobs.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { RowState } from './files-api.ts';
import { withData, type JobData } from './import-data.ts';

const rowsAtOnce = 500;

/** Lets rows in `states` wait again, and the job run. */
export async function retryRows(
  store: AccountStore,
  job: string,
  states: readonly RowState[],
  changes: Partial<JobData> = {},
): Promise<void> {
  for (const state of states) {
    for (;;) {
      const rows = await store.jobs.rows(job, { state, limit: rowsAtOnce });
      if (rows.length === 0) break;
      await store.jobs.putRows(rows.map((row): JobRow => ({ ...row, state: 'waiting' })));
    }
  }
  await store.jobs.update(job, withData({ ...changes, retryAtMs: undefined, waitsFor: undefined }, 'running'));
}
