import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { csvRows } from './csv-rows.ts';
import { decodeText } from './decode-text.ts';
import type { CsvContent, CsvEntry, CsvLeftOut } from './entries.ts';
import { targetKey } from './entries.ts';
import { recognise } from './recognise.ts';
import { readHeader, rowReader, type RowEntry } from './row-forms.ts';

/** Largest file of rows that is read, as Mastodon's importer has it. */
export const csvLimitBytes = 20 * 1024 * 1024;
/** Rows read of one file; more are counted as left out. */
export const csvLimitRows = 200_000;
const sampleRows = 50;
const keptMalformed = 1_000;
const longestKeptCell = 500;

/**
 * Reads an export of rows: Mastodon's in every variant, and what Misskey, GoToSocial, Pleroma and Friendica write instead. Works in
 * portions of a few milliseconds: the caller goes on with the generator when others have had their turn; each turn yields the share
 * that is done, 0 to 1. Nothing in a file is trusted, and everything in it ends as an entry or as a count.
 */
export function* parseCsv(
  bytes: Uint8Array,
  fileName: string,
  appBase = '',
): Generator<number, Result<CsvContent, { readonly reason: string }>> {
  if (bytes.length > csvLimitBytes) return err({ reason: 'too large' });
  const decoding = decodeText(bytes);
  let decoded = decoding.next();
  while (decoded.done !== true) {
    yield 0;
    decoded = decoding.next();
  }
  if (!decoded.value.ok) return decoded.value;
  const text = decoded.value.value;
  yield 0;
  if (/^\s*[{[<]/.test(text.slice(0, 1_000))) return err({ reason: 'no table of addresses, but JSON or a web page' });

  const portions = csvRows(text);
  const first = portions.next();
  if (first.done === true || first.value.length === 0) return err({ reason: 'there is nothing in it' });
  const form = recognise(first.value.slice(0, sampleRows), fileName, appBase);
  if (form === undefined) return err({ reason: 'its rows are no addresses, lists, hosts or posts' });
  const collect = collector(rowReader(form.kind, form.columns, appBase));
  const header = form.columns === undefined ? undefined : first.value[0];
  const { length } = text;
  let done = 0;
  for (let rows = first.value; ;) {
    for (const row of rows) {
      // Files that were put together from several have their header more than once.
      if (header === undefined || readHeader(row) === undefined) collect.take(row);
      done += row.reduce((characters, cell) => characters + cell.length + 1, 0);
    }
    yield Math.min(1, done / length);
    const next = portions.next();
    if (next.done === true) break;
    rows = next.value;
  }
  return ok({ kind: form.kind, alternatives: form.alternatives, ...(header !== undefined && { header }), ...collect.result });
}

interface Collector {
  take(row: readonly string[]): void;
  readonly result: Pick<CsvContent, 'entries' | 'leftOut' | 'malformed'>;
}

function collector(read: (row: readonly string[]) => RowEntry | 'malformed' | 'unknown-type'): Collector {
  const entries: CsvEntry[] = [];
  const leftOut = new Map<CsvLeftOut, number>();
  const malformed: (readonly string[])[] = [];
  const seen = new Set<string>();
  const leave = (reason: CsvLeftOut): void => void leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  return {
    result: { entries, leftOut, malformed },
    take(row) {
      if (entries.length >= csvLimitRows) return leave('too-many');
      const entry = read(row);
      if (typeof entry === 'string') {
        if (malformed.length < keptMalformed) malformed.push(row.slice(0, 16).map((cell) => cell.slice(0, longestKeptCell)));
        return leave(entry);
      }
      const key = keyOf(entry);
      if (seen.has(key)) return leave('duplicate');
      seen.add(key);
      entries.push({ ...entry, cells: row });
    },
  };
}

function keyOf(entry: RowEntry): string {
  switch (entry.type) {
    case 'host':
      return entry.host;
    case 'post':
      return entry.id;
    case 'person':
      return `${entry.list ?? ''}\n${targetKey(entry.person)}`;
  }
}
