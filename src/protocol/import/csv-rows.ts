import papa from 'papaparse';

/** Characters parsed at once: some milliseconds of work, and the most that a stray quotation mark can swallow. */
const portionLength = 16_384;

/**
 * Rows of a text of comma-separated values (RFC 4180) with any kind of line ends, in portions, without blank rows; cells are trimmed.
 * A quotation mark that is never closed costs its own row only.
 */
export function* csvRows(text: string): Generator<readonly (readonly string[])[], void> {
  for (let start = 0; start < text.length;) {
    const end = cutAfter(text, start);
    yield rowsOf(text.slice(start, end).replaceAll(/\r\n?/g, '\n'));
    start = end;
  }
}

function rowsOf(portion: string): readonly (readonly string[])[] {
  const whole = parse(portion);
  const rows = whole.errors.some(({ code }) => code === 'MissingQuotes')
    ? portion.split('\n').flatMap((line) => parse(line).data)
    : whole.data;
  return rows.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''));
}

const parse = (text: string) => papa.parse<string[]>(text, { delimiter: ',', newline: '\n', skipEmptyLines: true });

/** The last line end of the portion that stands outside of quotation marks; any line end without such, else just its length. */
function cutAfter(text: string, start: number): number {
  const limit = start + portionLength;
  if (text.length <= limit) return text.length;
  let isQuoted = false;
  let safe = 0;
  let any = 0;
  for (let place = start; place < limit; place++) {
    const code = text.charCodeAt(place);
    if (code === 0x22) isQuoted = !isQuoted;
    if (code !== 0x0a && code !== 0x0d) continue;
    any = place + 1;
    if (!isQuoted) safe = any;
  }
  return safe || any || limit;
}
