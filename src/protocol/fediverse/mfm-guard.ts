/**
 * The parser of Misskey's markup reads on to the end of the text for every opening sign that nobody closes, and again at each of them:
 * a few hundred cost it seconds. Those, and what is nested deep, are no markup, so signs of no meaning stand for them while it reads.
 */

const deepest = 4;
/** Further back than this nobody looks for what a sign ends. */
const mostOpen = 32;
const token = /[[\]()「」]|<\/?(?:b|i|s|small|center|plain)>|<(?=https?:)(?![^\s<>]{0,2048}>)|\*+|~~+|__+|`+|\\[()[\]]/g;

const closing: Readonly<Record<string, string>> = { '[': ']', '(': ')', '「': '」', '\\(': '\\)', '\\[': '\\]' };
const openings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(closing).map(([opening, end]) => [end, opening]),
);

/** From the private use area, one for each sign that starts something. */
const signs = '[]()「」<*~_`\\';
const first = 0xf8_60;
const standIn = (sign: string): string => String.fromCharCode(first + signs.indexOf(sign));
const standIns = new RegExp(`[${String.fromCharCode(first)}-${String.fromCharCode(first + signs.length - 1)}]`, 'g');

/** Takes from a text what would make the parser slow. */
export function guarded(text: string): string {
  const source = text.replaceAll(standIns, '');
  const found = [...source.matchAll(token)];
  const kept = new Set<number>();
  const open: { readonly index: number; readonly end: string }[] = [];
  for (const [index, { 0: sign }] of found.entries()) {
    const at = open.findLastIndex(({ end }) => end === sign);
    if (at !== -1) {
      const [pair] = open.splice(at);
      if (pair === undefined || open.length >= deepest) continue;
      kept.add(pair.index);
      kept.add(index);
    } else if (openings[sign] === undefined && !sign.startsWith('</')) {
      open.push({ index, end: endOf(sign) });
      if (open.length > mostOpen) open.shift();
    }
  }
  let rest = 0;
  let result = '';
  for (const [index, match] of found.entries()) {
    result += source.slice(rest, match.index);
    result += kept.has(index) ? match[0] : match[0].replaceAll(/^\\.|[[\]()「」<*~_`]/g, hide);
    rest = match.index + match[0].length;
  }
  return result + source.slice(rest);
}

/** The text as it was before. */
export const unguarded = (text: string): string => text.replaceAll(standIns, (sign) => signs[sign.charCodeAt(0) - first] ?? '');

const endOf = (sign: string): string => closing[sign] ?? (sign.startsWith('<') ? `</${sign.slice(1)}` : sign);

const hide = (sign: string): string => [...sign].map(standIn).join('');
