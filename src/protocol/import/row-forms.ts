import type { FollowOptions } from '../ports/fediverse.ts';
import type { CsvKind, HostEntry, PersonEntry, PersonTarget, PostEntry } from './entries.ts';
import { readBoolean, readHost, readLanguages, createPersonReader, readPostId, readTitle } from './read-cells.ts';

export type RowEntry = PersonEntry | HostEntry | PostEntry;
/** What a row says; a row of something that is not imported, or of nothing that can be understood. */
export type ReadRow = (row: readonly string[]) => RowEntry | 'malformed' | 'unknown-type';

type Columns = ReadonlyMap<string, number>;

/** Columns by name, however they are ordered and written; undefined when the row names none. */
export function readHeader(row: readonly string[]): Columns | undefined {
  const names = row.map((cell) => cell.toLowerCase());
  const isHeader = names.includes('account address') || ['#domain', '#uri', 'list name'].includes(names[0] ?? '');
  return isHeader ? new Map(names.map((name, place) => [name, place] as const).toReversed()) : undefined;
}

/** Reads rows of `kind`; `columns` of a file that names them. */
export function rowReader(kind: CsvKind, columns: Columns | undefined, appBase: string): ReadRow {
  const cell = (row: readonly string[], name: string, otherwise: number): string | undefined =>
    row[columns === undefined ? otherwise : (columns.get(name) ?? -1)];
  const readPerson = createPersonReader(appBase);
  switch (kind) {
    case 'follows':
      return (row) => {
        const options = columns === undefined ? undefined : readOptions(row, columns);
        return withPerson(cell(row, 'account address', 0), readPerson, options === undefined ? {} : { options });
      };
    case 'blocks':
      return (row) => withPerson(cell(row, 'account address', 0), readPerson, {});
    case 'mutes':
      return (row) => {
        const hidesNotifications = columns === undefined ? undefined : readBoolean(cell(row, 'hide notifications', 1));
        const hides = hidesNotifications === undefined ? {} : { hidesNotifications };
        return withPerson(cell(row, 'account address', 0), readPerson, hides);
      };
    case 'lists':
      return (row) => {
        const list = readTitle(cell(row, 'list name', 0) ?? '');
        return list === undefined ? 'malformed' : withPerson(cell(row, 'account address', 1) ?? row[1], readPerson, { list });
      };
    case 'blocked-hosts':
      return (row) => {
        const host = readHost(cell(row, '#domain', 0) ?? '', appBase);
        if (host === undefined) return 'malformed';
        // Lists for administrators also name hosts that nothing is done to.
        return columns?.has('#severity') && cell(row, '#severity', 1) === 'noop' ? 'unknown-type' : { type: 'host', host };
      };
    case 'bookmarks':
      return (row) => {
        const id = readPostId(cell(row, '#uri', 0) ?? '');
        return id === undefined ? 'malformed' : { type: 'post', id };
      };
  }
}

function withPerson(
  text: string | undefined,
  readPerson: (cell: string) => PersonTarget | undefined,
  more: Pick<PersonEntry, 'list' | 'options' | 'hidesNotifications'>,
): RowEntry | 'malformed' {
  const person = readPerson(text ?? '');
  return person === undefined ? 'malformed' : { type: 'person', person, ...more };
}

/** Undefined when the file has no columns for options. */
function readOptions(row: readonly string[], columns: Columns): FollowOptions | undefined {
  const place = (name: string): string | undefined => row[columns.get(name) ?? -1];
  const names = ['show boosts', 'notify on new posts', 'languages'];
  if (!names.some((name) => columns.has(name))) return undefined;
  return {
    showBoosts: readBoolean(place('show boosts')) ?? true,
    notify: readBoolean(place('notify on new posts')) ?? false,
    languages: readLanguages(place('languages')),
  };
}
