/** Changes to a JSON text that parsers understand differently, or not at all. */
export type TextMutation = (text: string, at: number, value: number) => string;

const numbers = [
  '1e400',
  '-1e400',
  '-0',
  '1.0',
  '1E2',
  '0.1',
  '9007199254740992',
  '123456789012345678901234567890',
  '01',
  '+1',
  'NaN',
  'Infinity',
  '1e-400',
  '0x10',
];
const odd = [
  'null',
  'true',
  '{}',
  '[]',
  '[null]',
  '{"0":1}',
  '{"":1}',
  '""',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '/**/1',
  "'x'",
  '',
];
const names = [
  '__proto__',
  'constructor',
  'toJSON',
  'hasOwnProperty',
  '0',
  '42',
  '',
  'proof',
  '@context',
  'id',
  '\\ud83d',
  'orderedItems',
];
const depths = [17, 40, 500, 20_000];

const pick = <T>(list: readonly T[], value: number): T => list[value % list.length] as T;

/** Replaces what the `at`th match holds; the text itself where nothing matches. */
function replaceOne(text: string, pattern: RegExp, at: number, replace: (match: RegExpMatchArray) => string): string {
  const matches = [...text.matchAll(pattern)];
  const match = matches[at % Math.max(1, matches.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + replace(match) + text.slice(match.index + match[0].length);
}

const member = /"([^"\\]+)":/g;
const stringValue = /:"((?:[^"\\]|\\.)*)"/g;

function nested(depth: number, value: number): string {
  const [open, close] = value % 2 === 0 ? ['[', ']'] : ['{"a":', '}'];
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

export const textMutations: Readonly<Record<string, TextMutation>> = {
  duplicateMember: (text, at, value) =>
    replaceOne(text, member, at, ([name = '']) => `${name}${value % 2 === 0 ? '0' : '"x"'},${name}`),
  loneSurrogate: (text, at, value) =>
    replaceOne(text, stringValue, at, ([, content = '']) => `:"${value % 2 === 0 ? '\\ud800' : '\\udfff'}${content}"`),
  oddNumber: (text, at, value) => replaceOne(text, /:(\d+|true|false)/g, at, () => `:${pick(numbers, value)}`),
  oddNumberInString: (text, at, value) => replaceOne(text, stringValue, at, () => `:${pick(numbers, value)}`),
  oddValue: (text, at, value) => replaceOne(text, stringValue, at, () => `:${pick(odd, value)}`),
  oddName: (text, at, value) => replaceOne(text, member, at, () => `"${pick(names, value)}":`),
  newMember: (text, at, value) => replaceOne(text, member, at, ([name = '']) => `"${pick(names, value)}":"x",${name}`),
  deep: (text, at, value) => replaceOne(text, stringValue, at, () => `:${nested(pick(depths, value >> 1), value)}`),
  wide: (text, at) => replaceOne(text, stringValue, at, () => `:[${'1,'.repeat(100_001)}1]`),
  escapedCharacter: (text, at, value) =>
    replaceOne(text, stringValue, at, ([, content = '']) => {
      const index = value % Math.max(1, content.length);
      const code = (content.codePointAt(index) ?? 0x61).toString(16).padStart(4, '0').slice(-4);
      return `:"${content.slice(0, index)}\\u${value % 2 === 0 ? code : code.toUpperCase()}${content.slice(index + 1)}"`;
    }),
  escapedSlash: (text, at) => replaceOne(text, /\//g, at, () => '\\/'),
  space: (text, at, value) =>
    replaceOne(text, /[:,{}[\]]/g, at, ([sign]) => sign + pick([' ', '\n', '\t', '\u00a0', '\ufeff'], value)),
  trailingComma: (text, at) => replaceOne(text, /[}\]]/g, at, ([sign]) => `,${sign}`),
};
