/** What is being written at the caret that can be completed. */
export interface Completable {
  readonly kind: 'person' | 'tag' | 'emoji';
  /** Where it begins, with its sign; UTF-16 units. */
  readonly start: number;
  /** Where it ends: at the caret. */
  readonly end: number;
  /** Without the sign. */
  readonly typed: string;
}

/** Longest beginning that is looked at, UTF-16 units. */
const longest = 80;
const kinds = { '@': 'person', '#': 'tag', ':': 'emoji' } as const;

// Not within words and addresses: `me@example.org`, `http://`, `12:30` and `a#b` begin nothing.
const pattern =
  /(?<![\p{L}\p{M}\p{N}_/@#:.&+-])(?:(?<at>@)(?<person>[\p{L}\p{N}_.-]*(?:@[\p{L}\p{N}.-]*)?)|(?<hash>#)(?<tag>[\p{L}\p{M}\p{N}_]+)|(?<colon>:)(?<emoji>[\p{L}\p{M}+-][\p{L}\p{M}\p{N}_+-]+))$/u;

/** A name, hashtag or emoji that ends at the caret; undefined when there is none, or when something is selected. */
export function completableAt(text: string, selectionStart: number, selectionEnd: number): Completable | undefined {
  if (selectionStart !== selectionEnd) return undefined;
  const from = Math.max(0, selectionEnd - longest);
  const groups = pattern.exec(text.slice(from, selectionEnd))?.groups;
  if (groups === undefined) return undefined;
  const sign = groups['at'] ?? groups['hash'] ?? groups['colon'];
  const typed = groups['person'] ?? groups['tag'] ?? groups['emoji'];
  if (typed === undefined || (sign !== '@' && sign !== '#' && sign !== ':')) return undefined;
  // In the middle of a word nothing is completed: the rest of it would be left behind.
  if (/^[\p{L}\p{M}\p{N}_]/u.test(text.slice(selectionEnd, selectionEnd + 2))) return undefined;
  return { kind: kinds[sign], start: selectionEnd - typed.length - 1, end: selectionEnd, typed };
}

/** The text with what was chosen in the place of what was typed, and a space after it; and where the caret goes. */
export function complete(
  text: string,
  { start, end }: Completable,
  chosen: string,
): { readonly text: string; readonly caret: number; readonly inserted: string } {
  const rest = text.slice(end);
  const inserted = rest.startsWith(' ') ? chosen : `${chosen} `;
  return { text: text.slice(0, start) + inserted + rest, caret: start + chosen.length + 1, inserted };
}
