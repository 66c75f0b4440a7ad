import type { JobRow } from '../../../protocol/ports/jobs.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import type { FilesDesk, RowView } from '../files-api.ts';
import { endedItems, rowOf, waitingItems } from './staged-items.ts';

const rowsAtOnce = 20;

/** Items of a job as lists show them, in the order of their places, which are their `index`. */
export async function itemViews(
  store: AccountStore,
  jobId: string,
  { state, after = -1, limit }: Parameters<FilesDesk['rows']>[1],
): Promise<readonly RowView[]> {
  const isCancelled = (await store.jobs.job(jobId))?.state === 'cancelled';
  const waiting = isCancelled ? 'cancelled' : 'waiting';
  const rowState = state === undefined ? undefined : state === waiting ? 'waiting' : 'done';
  const views: RowView[] = [];
  for (let last = rowOf(after + 1) - 1; views.length < limit;) {
    const rows = await store.jobs.rows(jobId, {
      ...(rowState !== undefined && { state: rowState }),
      after: last,
      limit: rowsAtOnce,
    });
    const found = rows.flatMap((row) => viewsOf(row, waiting));
    views.push(...found.filter((view) => view.index > after && (state === undefined || view.state === state)));
    last = rows.at(-1)?.index ?? last;
    if (rows.length < rowsAtOnce) break;
  }
  return views.slice(0, limit);
}

function viewsOf(row: JobRow, waiting: 'waiting' | 'cancelled'): RowView[] {
  if (row.state === 'waiting') return waitingItems(row).map(({ place, label }) => ({ index: place, state: waiting, label }));
  return endedItems(row).map(({ place, label, state }) => ({ index: place, state, label }));
}
