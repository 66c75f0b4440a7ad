import { fold } from './fold.ts';

/** Called with each term of a text and where it stands in it (UTF-16 code units). */
export type VisitWord = (term: string, start: number, end: number) => void;

/** Longer terms are cut: nobody types more, and texts of others are not bounded. */
const longestTerm = 40;

const pattern =
  /(?<![\p{L}\p{M}\p{N}_&/])#[\p{L}\p{M}\p{N}_\u00b7\u200c\u200d]+|[\p{L}\p{N}][\p{L}\p{M}\p{N}\u00ad\u200c\u200d]*|\p{Extended_Pictographic}/gu;

const chinese = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}`;
const unspaced = String.raw`\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const withoutSpaces = new RegExp(`[${chinese}${unspaced}]`, 'u');
/** A term of a script without blanks between words: a piece, of which the next one may be a part. */
export const isUnspaced = (term: string): boolean => withoutSpaces.test(term);

/** Parts of a run of letters that are written alike. */
const parts = new RegExp(`([${chinese}\\p{M}]+)|([${unspaced}\\p{M}]+)|[^${chinese}${unspaced}]+`, 'gu');
const inHashtag = /\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{N}+|[\p{Lo}\p{M}]+/gu;

/**
 * The words of a text as the index knows them, in their order. Words end at everything that is no letter, mark or digit. Chinese and
 * Japanese come as pairs of characters that overlap, since every search looks for beginnings of words: so it finds any part of such a
 * text, whatever a dictionary takes for words; Thai, Lao, Khmer and Burmese in the words of Intl.Segmenter. A hashtag is a term with its
 * `#`, and its words, as they are told by capitals, are terms too.
 */
export function eachWord(text: string, visit: VisitWord): void {
  for (const match of text.matchAll(pattern)) {
    const [found] = match;
    if (found.startsWith('#')) eachOfHashtag(found, match.index, visit);
    else eachOfRun(found, match.index, visit);
  }
}

function eachOfHashtag(found: string, start: number, visit: VisitWord): void {
  const name = found.slice(1);
  // A number is no tag.
  if (/[^\p{N}_]/u.test(name)) visit(cut(`#${fold(name)}`), start, start + found.length);
  const whole = fold(name);
  if (!withoutSpaces.test(name)) visitTerm(whole, start + 1, start + found.length, visit);
  for (const match of name.matchAll(inHashtag)) {
    const [word] = match;
    if (word.length < name.length || withoutSpaces.test(word)) eachOfRun(word, start + 1 + match.index, visit);
  }
}

function eachOfRun(run: string, start: number, visit: VisitWord): void {
  if (!withoutSpaces.test(run)) {
    visitTerm(fold(run), start, start + run.length, visit);
    return;
  }
  for (const match of run.matchAll(parts)) {
    const [part, inPairs, inWords] = match;
    const at = start + match.index;
    if (inPairs !== undefined) eachPair(part, at, visit);
    else if (inWords !== undefined) eachSegment(part, at, visit);
    else visitTerm(fold(part), at, at + part.length, visit);
  }
}

/** Every character with the next one; the last one alone. */
function eachPair(part: string, start: number, visit: VisitWord): void {
  const characters = [...part.matchAll(/\P{M}\p{M}*|\p{M}+/gu)];
  characters.forEach((match, place) => {
    const next = characters[place + 1];
    const at = start + match.index;
    const end = start + (next === undefined ? part.length : next.index + next[0].length);
    visitTerm(fold(match[0] + (next?.[0] ?? '')), at, end, visit);
  });
}

let segmenter: Intl.Segmenter | undefined;

function eachSegment(part: string, start: number, visit: VisitWord): void {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  for (const { segment, index } of segmenter.segment(part)) {
    visitTerm(fold(segment), start + index, start + index + segment.length, visit);
  }
}

/** Folding may bring forth what is no letter (`½`). */
function visitTerm(folded: string, start: number, end: number, visit: VisitWord): void {
  const term = /^[a-z0-9]+$/.test(folded) ? folded : folded.replaceAll(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}]/gu, '');
  if (term !== '') visit(cut(term), start, end);
}

function cut(term: string): string {
  if (term.length <= longestTerm) return term;
  const short = term.slice(0, longestTerm);
  return short.isWellFormed() ? short : short.slice(0, -1);
}

/** All terms of a text, in their order. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  eachWord(text, (term) => terms.push(term));
  return terms;
}
