import type { CsvKind } from './entries.ts';
import { readBoolean } from './read-cells.ts';
import { readHeader, rowReader } from './row-forms.ts';

export interface Recognised {
  readonly kind: CsvKind;
  readonly alternatives: readonly CsvKind[];
  readonly columns?: ReadonlyMap<string, number>;
}

const peopleKinds: readonly CsvKind[] = ['follows', 'blocks', 'mutes'];
const othersOf = (kind: CsvKind): readonly CsvKind[] => peopleKinds.filter((other) => other !== kind);

/** What Mastodon, Misskey, GoToSocial, Pleroma and Friendica call their files; the more telling names first. */
const names: readonly (readonly [RegExp, CsvKind])[] = [
  [/blocked.?domains|domain.?blocks/, 'blocked-hosts'],
  [/bookmarks/, 'bookmarks'],
  [/(?:^|[^a-z])lists?(?:[^a-z]|$)/, 'lists'],
  [/mute|muting/, 'mutes'],
  [/block/, 'blocks'],
  [/follow|contacts/, 'follows'],
];

/**
 * What the first rows of a file are: by the header, else by the file's name where the rows can be that, else by the rows alone.
 * Undefined when most of them can be nothing of it.
 */
export function recognise(rows: readonly (readonly string[])[], fileName: string, appBase = ''): Recognised | undefined {
  const columns = readHeader(rows[0] ?? []);
  const byName = names.find(([pattern]) => pattern.test(fileName.toLowerCase()))?.[1];
  if (columns !== undefined) return byHeader(columns, byName);
  const fits = (kind: CsvKind, isNamed: boolean): boolean => {
    const read = rowReader(kind, undefined, appBase);
    const fitting = rows.filter((row) => read(row) !== 'malformed' && hasShape(kind, row, isNamed));
    return fitting.length > 0 && fitting.length >= rows.length / 2;
  };
  if (byName !== undefined && fits(byName, true)) return { kind: byName, alternatives: [] };
  const shapes: readonly CsvKind[] = ['lists', 'blocked-hosts', 'bookmarks', 'follows'];
  const kind = shapes.find((shape) => fits(shape, false));
  if (kind === undefined) return undefined;
  return { kind, alternatives: kind === 'follows' ? othersOf(kind) : [] };
}

function byHeader(columns: ReadonlyMap<string, number>, byName: CsvKind | undefined): Recognised {
  const as = (kind: CsvKind, alternatives: readonly CsvKind[] = []): Recognised => ({ kind, alternatives, columns });
  if (columns.has('#domain')) return as('blocked-hosts');
  if (columns.has('#uri')) return as('bookmarks');
  if (columns.has('list name')) return as('lists');
  if (columns.has('hide notifications')) return as('mutes');
  if (columns.has('show boosts')) return as('follows');
  return byName !== undefined && peopleKinds.includes(byName) ? as(byName) : as('follows', othersOf('follows'));
}

/** Whether a row looks like it, where several kinds could be read out of the same cells. `isNamed`: the file's name says so. */
function hasShape(kind: CsvKind, [first = '', second = '']: readonly string[], isNamed: boolean): boolean {
  const isNoMore = second === '' || readBoolean(second) !== undefined || /^withReplies=/i.test(second);
  switch (kind) {
    case 'lists':
      return !isNoMore;
    case 'bookmarks':
      return isNoMore && (isNamed || !/^https?:\/\/[^/]+\/(?:@[^/]+|(?:users|u|profile|channel|author)\/[^/]+)\/?$/i.test(first));
    case 'blocked-hosts':
      return isNoMore && first.includes('.');
    default:
      // A single word is somebody without a host only where the file's name says so, and never with a dot: that is a host.
      return isNoMore && (/[@/:]/.test(first) || (isNamed && !first.includes('.')));
  }
}
