import { writeForeignRows } from '../../protocol/import/write-csv.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { csvJobData, csvRows, failedStates, isCsvKind } from './import-data.ts';

const rowsAtOnce = 1_000;

/** Rows that could not be done, as they were written, in the columns that they came in; with those that were no rows of it at all. */
export async function failedRows(store: AccountStore, id: string): Promise<{ readonly file: Blob; readonly fileName: string }> {
  const job = await store.jobs.job(id);
  const isCsv = job !== undefined && isCsvKind(job.kind);
  const { fileName = 'import.csv', header, malformed = [] } = isCsv ? csvJobData(job) : {};
  const rows: (readonly string[])[] = [];
  for (const state of isCsv ? failedStates : []) {
    for (let after = -1; ;) {
      const found = csvRows(await store.jobs.rows(id, { state, after, limit: rowsAtOnce }));
      rows.push(...found.map(({ data }) => data.entry.cells));
      const last = found.at(-1);
      if (last === undefined || found.length < rowsAtOnce) break;
      after = last.index;
    }
  }
  const text = writeForeignRows(header, [...rows, ...malformed]);
  return { file: new Blob([text], { type: 'text/csv' }), fileName: `not-done-${fileName.replace(/\.\w+$/, '')}.csv` };
}
