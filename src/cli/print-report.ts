import type { AccountReport, LevelState } from '../protocol/conformance/report.ts';
import type { Finding } from '../protocol/conformance/findings.ts';
import type { Level, RuleId, Severity } from '../protocol/conformance/rules.ts';
import { rules } from '../protocol/conformance/rules.ts';

export interface PrintOptions {
  readonly isReadable: boolean;
  readonly isLate: boolean;
  /** Notes, too, and every place of a rule that is listed. */
  readonly all: boolean;
  readonly colours: boolean;
  readonly wanted: Level;
}

type Colour = 'red' | 'yellow' | 'green' | 'dim' | 'bold';
const codes: Readonly<Record<Colour, number>> = { red: 31, yellow: 33, green: 32, dim: 2, bold: 1 };
const placesShown = 3;

const marks: Readonly<Record<Severity, { readonly mark: string; readonly colour: Colour }>> = {
  error: { mark: '✗', colour: 'red' },
  warning: { mark: '!', colour: 'yellow' },
  note: { mark: '·', colour: 'dim' },
};

const groups: readonly { readonly title: string; readonly shows: (finding: Finding) => boolean }[] = [
  { title: 'Rules broken', shows: ({ level, severity }) => level === 'L0' && severity === 'error' },
  { title: 'For level L1', shows: ({ level, severity }) => level === 'L1' && severity === 'error' },
  { title: 'Worth a look', shows: ({ severity }) => severity === 'warning' },
  { title: 'Notes', shows: ({ severity }) => severity === 'note' },
];

/** The report as a person reads it: the verdict first, then each broken rule once with the first places. */
export function formatReport(report: AccountReport, options: PrintOptions): string {
  const paint = (colour: Colour, text: string): string => (options.colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
  const who = report.username === undefined ? report.did : `@${report.username}  ${report.did}`;
  const lines = [`${paint('bold', report.target)}`, paint('dim', `  ${who}`), ''];
  if (!options.isReadable)
    lines.push(`  ${paint('red', 'Could not be read')}: neither its actor nor its outbox can be had there.`);
  else lines.push(...verdict(report, paint));
  for (const { title, shows } of groups) {
    if (title === 'Notes' && !options.all) continue;
    const found = report.findings.filter(shows);
    if (found.length === 0) continue;
    lines.push('', `  ${paint('bold', title)}`);
    const byRule = Map.groupBy(found, ({ rule }) => rule);
    for (const [rule, places] of byRule) lines.push(...ruleLines(report, rule, places, options, paint));
  }
  const notes = report.findings.filter(({ severity }) => severity === 'note').length;
  if (notes > 0 && !options.all) lines.push('', paint('dim', `  ${notes} note${notes === 1 ? '' : 's'}: --all shows them.`));
  lines.push('', ...coverageLines(report, options, paint), '');
  return lines.join('\n');
}

type Paint = (colour: Colour, text: string) => string;

function verdict({ levels, record }: AccountReport, paint: Paint): string[] {
  const word = (state: LevelState): string => {
    if (state === 'reached') return paint('green', '✓ reached');
    if (state === 'broken') return paint('red', '✗ not reached');
    return paint('dim', state === 'unchecked' ? '– cannot be told from files' : '– not here: a gateway is nobody’s own origin');
  };
  const lines = [
    `  L0  a valid tree               ${word(levels.L0)}`,
    `  L1  viewable in the fediverse  ${word(levels.L1)}`,
    `  R1  ${levels.R1 === 'reached' ? 'a reader that verifies everything takes all of it' : paint('red', 'a reader that verifies everything refuses a part of it')}`,
  ];
  if (record !== undefined) lines.push(paint('dim', `      record ${record.sequence}, valid until ${record.validUntil}`));
  return lines;
}

function ruleLines(
  report: AccountReport,
  rule: RuleId,
  places: readonly Finding[],
  options: PrintOptions,
  paint: Paint,
): string[] {
  const { text, clause, severity } = rules[rule];
  const { mark, colour } = marks[severity];
  const lines = [`  ${paint(colour, mark)} ${paint(colour, rule)}  ${text} ${paint('dim', `(section ${clause})`)}`];
  const shown = options.all ? places : places.slice(0, placesShown);
  for (const { file, detail } of shown) lines.push(`      ${shortened(report, file)}: ${detail}`);
  const rest = (report.counts[rule] ?? places.length) - shown.length;
  if (rest > 0) lines.push(paint('dim', `      and ${rest} more`));
  return lines;
}

/** The way to the account's documents is the same in every line. */
const shortened = ({ did, name }: AccountReport, file: string): string => {
  const folder = `/.well-known/apgateway/${did}/`;
  const at = `/${file}`.indexOf(folder);
  const below = at < 0 ? file : `/${file}`.slice(at + folder.length);
  const ipns = `/ipns/${name}/`;
  return below.includes(ipns) ? below.slice(below.indexOf(ipns) + ipns.length) : below;
};

function coverageLines({ coverage }: AccountReport, { isReadable, isLate }: PrintOptions, paint: Paint): string[] {
  if (!isReadable) return [];
  const noun = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
  const part = ({ checked, total }: { checked: number; total: number }, one: string, many: string): string =>
    checked === total ? noun(total, one, many) : `${checked} of ${noun(total, one, many)}`;
  const { pages, objects, media, activities, bytes } = coverage;
  const counted = [
    part(pages, 'page', 'pages'),
    noun(activities.accepted, 'activity', 'activities'),
    part(objects, 'object', 'objects'),
    part(media, 'media file', 'media files'),
    `${(bytes / 1000).toFixed(0)} kB`,
  ];
  const lines = [paint('dim', `  Read: ${counted.join(', ')}.`)];
  if (isLate) lines.push(paint('yellow', '  The time was up: what was not read was not judged (--seconds).'));
  else if (!coverage.isWhole) lines.push(paint('yellow', '  Not everything was read (--pages, --objects, --media).'));
  return lines;
}
