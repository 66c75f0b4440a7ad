import type { CsvContent, CsvEntry } from '../../protocol/import/entries.ts';
import type { JobRow } from '../../protocol/ports/jobs.ts';
import type { LaterParts } from '../later-parts.ts';
import type { ImportChoices, RowState } from './files-api.ts';
import { isCsvKind, withData, type CsvJobData, type CsvRow } from './import-data.ts';
import { createPause } from './pause.ts';
import { planRows } from './plan-rows.ts';

const rowsAtOnce = 500;

export interface PreviewedCsv {
  readonly fileName: string;
  readonly content: CsvContent;
}

/** Stores the rows of a file as a job, and then lets it begin; a job whose rows are not all there never does. Returns its id. */
export async function startCsvJob(
  parts: Pick<LaterParts, 'store' | 'appBase' | 'clock'> & { newId(): string },
  { fileName, content }: PreviewedCsv,
  choices: ImportChoices,
): Promise<string> {
  const { store } = parts;
  const wanted = choices.kind ?? content.kind;
  const kind = isCsvKind(wanted) && content.alternatives.includes(wanted) ? wanted : content.kind;
  const plan = await planRows(parts, kind, content, choices.host, createPause());
  const job = parts.newId();
  const { header, malformed } = content;
  const data: CsvJobData = { fileName, malformed, isLoading: true, ...(header !== undefined && { header }) };
  await store.jobs.put({ id: job, kind, state: 'running', createdAtMs: parts.clock.nowMs(), data });
  let index = 0;
  const row =
    (state: RowState) =>
    (entry: CsvEntry): CsvRow => ({ job, index: index++, state, data: { entry } });
  const rows: readonly JobRow[] = [...plan.todo.map(row('waiting')), ...plan.present.map(row('already-there'))];
  for (let start = 0; start < rows.length; start += rowsAtOnce) await store.jobs.putRows(rows.slice(start, start + rowsAtOnce));
  await store.jobs.update(job, withData({ isLoading: undefined }));
  return job;
}
