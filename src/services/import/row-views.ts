import type { LaterParts } from '../later-parts.ts';
import { loadPeople, personContext } from '../views/load-posts.ts';
import { personView } from '../views/person-view.ts';
import { isDid } from '../addresses.ts';
import type { FilesDesk, RowView } from './files-api.ts';
import { csvRows } from './import-data.ts';
import { rowLabel } from './row-label.ts';

/** Rows of a job as screens show them. */
export async function rowViews(
  { store, views }: Pick<LaterParts, 'store' | 'views'>,
  jobId: string,
  { state, after, limit }: Parameters<FilesDesk['rows']>[1],
): Promise<readonly RowView[]> {
  const job = await store.jobs.job(jobId);
  const isCancelled = job?.state === 'cancelled';
  const stored = isCancelled && state === 'cancelled' ? 'waiting' : state;
  if (isCancelled && state === 'waiting') return [];
  const rows = csvRows(await store.jobs.rows(jobId, { state: stored, after, limit }));
  const ids = [...new Set(rows.flatMap(({ data }) => data.person ?? []))];
  const [people, context] = await Promise.all([loadPeople(store, ids), personContext(views)]);
  const reads = await Promise.all(ids.map(async (id) => (isDid(id) ? undefined : store.remote.readState(id))));
  const shown = new Map(ids.map((id, place) => [id, personView(id, people.get(id), context, reads[place])]));
  return rows.map(({ index, state: rowState, data: { entry, reason, person } }) => ({
    index,
    state: isCancelled && rowState === 'waiting' ? 'cancelled' : rowState,
    label: rowLabel(entry),
    ...(reason !== undefined && { reason }),
    ...(person !== undefined && { person: shown.get(person) }),
  }));
}
