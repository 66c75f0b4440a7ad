import { parseDates } from './parse-dates.ts';
import { fold } from './fold.ts';
import { isUnspaced, termsOf } from './words.ts';

export interface WantedTerm {
  readonly term: string;
  /** The whole word; otherwise every word that begins with it. */
  readonly whole: boolean;
}

/** What a post has to have, or (`not`) must not have. */
export interface Clause {
  readonly terms: readonly WantedTerm[];
  /** In the terms of the text, each followed by a blank, this must occur. */
  readonly phrase?: string;
  readonly not: boolean;
}

export interface Query {
  /** All of them. */
  readonly clauses: readonly Clause[];
  /** Authors as they were typed, folded; all of them apply. */
  readonly from: readonly { readonly text: string; readonly not: boolean }[];
  /** Dates, ms: from `sinceMs` on, before `untilMs`. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /** What could not be understood and was left out. */
  readonly problems: readonly { readonly type: 'date' | 'value'; readonly text: string }[];
}

/** More of a query is not read. */
const longestQuery = 500;
const mostParts = 24;

const part = /(-?)(?:(from|has|is|before|after|during|language):)?(?:"([^"]*)"?|(\S+))?/gi;

const marks: Readonly<Record<string, string>> = {
  'has picture': '!picture',
  'has image': '!picture',
  'has photo': '!picture',
  'has video': '!video',
  'has audio': '!audio',
  'has media': '!media',
  'has poll': '!poll',
  'has link': '!link',
  'has warning': '!warning',
  'is answer': '!answer',
  'is reply': '!answer',
  'is sensitive': '!warning',
  'is unlisted': '!unlisted',
};

/**
 * Reads what was typed. Every word finds words that begin with it; all words must occur, in any order.
 *
 * - `"spring rain"`: these words, whole, one after the other
 * - `-rain`, `-"spring rain"`, `-from:ada`: without
 * - `#garden`: the hashtag
 * - `from:ada`, `from:@ada@host.example`, `from:me`
 * - `has:picture`, `video`, `audio`, `media`, `poll`, `link`, `warning`; `is:answer`, `is:unlisted`
 * - `before:2026-05-01`, `after:2026-04`, `during:2025` (a day, month or year, in local time)
 * - `language:de`
 */
export function parseQuery(typed: string): Query {
  const clauses: Clause[] = [];
  const from: { readonly text: string; readonly not: boolean }[] = [];
  const problems: { readonly type: 'date' | 'value'; readonly text: string }[] = [];
  let [sinceMs, untilMs] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let parts = 0;
  for (const [whole, minus, key, quoted, bare] of typed.slice(0, longestQuery).matchAll(part)) {
    const value = (quoted ?? bare ?? '').trim();
    if (value === '' || ++parts > mostParts) continue;
    const not = minus === '-';
    switch (key?.toLowerCase()) {
      case undefined:
        clauses.push(...wordsClause(value, quoted !== undefined, not));
        break;
      case 'from':
        from.push({ text: fold(value).replace(/^@/, ''), not });
        break;
      case 'language':
        clauses.push({ terms: [{ term: `!language ${value.toLowerCase().split('-')[0]}`, whole: true }], not });
        break;
      case 'has':
      case 'is': {
        const term = marks[`${key?.toLowerCase()} ${value.toLowerCase()}`];
        if (term === undefined) problems.push({ type: 'value', text: whole.trim() });
        else clauses.push({ terms: [{ term, whole: true }], not });
        break;
      }
      default: {
        const dates = parseDates(value);
        if (dates === undefined) problems.push({ type: 'date', text: whole.trim() });
        else if (key?.toLowerCase() === 'before') untilMs = Math.min(untilMs, dates.startMs);
        else if (key?.toLowerCase() === 'after') sinceMs = Math.max(sinceMs, dates.endMs);
        else [sinceMs, untilMs] = [Math.max(sinceMs, dates.startMs), Math.min(untilMs, dates.endMs)];
      }
    }
  }
  return { clauses, from, sinceMs, untilMs, problems };
}

/** Whether it asks for anything. */
export const asksNothing = ({ clauses, from, sinceMs, untilMs }: Query): boolean =>
  clauses.length === 0 && from.length === 0 && sinceMs === Number.NEGATIVE_INFINITY && untilMs === Number.POSITIVE_INFINITY;

function wordsClause(value: string, isQuoted: boolean, not: boolean): Clause[] {
  const terms = termsOf(value);
  const last = terms.at(-1);
  if (last === undefined) return [];
  // Of a hashtag only itself: its words are in it.
  if (!isQuoted && terms[0]?.startsWith('#') === true) return [{ terms: [{ term: terms[0], whole: false }], not }];
  const pairs = terms.filter(isUnspaced).length;
  const isPhrase = terms.length > 1 && (isQuoted || pairs > 2);
  return [
    {
      terms: terms.map((term, place) => ({
        term,
        whole: !isUnspaced(term) && (isQuoted || place < terms.length - 1),
      })),
      ...(isPhrase && { phrase: ` ${terms.join(' ')}${isUnspaced(last) || !isQuoted ? '' : ' '}` }),
      not,
    },
  ];
}
