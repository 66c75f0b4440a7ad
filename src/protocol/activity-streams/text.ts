import { isWebUrl } from '../identity/ids.ts';
import { limits } from './limits.ts';
import type { Tag } from './object.ts';

/** Somebody that the writer mentions: which words, whom, and where the link leads. */
export interface ComposedMention {
  /** As it stands in the text, e.g. `@ada`. */
  readonly text: string;
  /** Actor id. */
  readonly id: string;
  readonly href: string;
}

/** Longest word that still is a hashtag, in characters. */
const maximumHashtagLength = 100;
const word = String.raw`[\p{L}\p{M}\p{N}_]`;
const urlPattern = /https?:\/\/[^\s<>"'`\u3001\u3002\uff01\uff08\uff09\uff0c\uff1f\u3008-\u3011]+/u.source;
// Not after a letter, digit, `/` or `&`: `C#sharp`, `a/#b` and `&#39;` are no hashtags.
const hashtagPattern = String.raw`(?<![\p{L}\p{M}\p{N}_/&#])#(?=[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_])${word}+(?:[\u00b7\u200c]${word}+)*`;

/**
 * Turns what somebody typed into the HTML and tags of a post: everything escaped; paragraphs at blank lines, `<br>` at line ends;
 * http(s) links; hashtags (letters, digits and `_` of any script, not digits alone) and the given mentions as AS2 tags. Hashtags
 * stay plain words in the HTML: no server is theirs, so there is nowhere to link to.
 */
export function composeHtml(
  text: string,
  mentions: readonly ComposedMention[] = [],
): { readonly html: string; readonly tags: Tag[] } {
  const tags = new Map<string, Tag>();
  const tokens = tokenPattern(mentions);
  const html = normalise(text)
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => composeLine(line.trimEnd(), tokens, mentions, tags))
        .join('<br>'),
    )
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');
  return { html, tags: [...tags.values()] };
}

/** Text as HTML text or attribute value. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function composeLine(line: string, tokens: RegExp, mentions: readonly ComposedMention[], tags: Map<string, Tag>): string {
  let html = '';
  let at = 0;
  for (const match of line.matchAll(tokens)) {
    const start = match.index;
    const token = match[0].startsWith('http') ? withoutTrailingPunctuation(match[0]) : match[0];
    const composed = composeToken(token, mentions, tags);
    if (composed === undefined) continue;
    html += escapeHtml(line.slice(at, start)) + composed;
    at = start + token.length;
  }
  return html + escapeHtml(line.slice(at));
}

function composeToken(token: string, mentions: readonly ComposedMention[], tags: Map<string, Tag>): string | undefined {
  const mention = mentions.find((candidate) => candidate.text === token);
  if (mention !== undefined) {
    if (!addTag(tags, mention.id, { type: 'Mention', href: mention.id, name: mention.text })) return undefined;
    return `<a href="${escapeHtml(mention.href)}" class="u-url mention">${escapeHtml(token)}</a>`;
  }
  if (token.startsWith('#')) {
    if (token.length > maximumHashtagLength) return undefined;
    addTag(tags, token.toLowerCase(), { type: 'Hashtag', name: token });
    return escapeHtml(token);
  }
  if (!isWebUrl(token)) return undefined;
  return `<a href="${escapeHtml(token)}" rel="nofollow noopener noreferrer">${escapeHtml(token)}</a>`;
}

function addTag(tags: Map<string, Tag>, key: string, tag: Tag): boolean {
  if (!tags.has(key) && tags.size >= limits.tags) return false;
  if (!tags.has(key)) tags.set(key, tag);
  return true;
}

/** Longest mention first, so that `@ada` does not win over `@ada@example.org`. */
function tokenPattern(mentions: readonly ComposedMention[]): RegExp {
  const names = mentions
    .map((mention) => mention.text)
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length)
    .map((name) => `(?<!${word})${escapePattern(name)}(?!${word})`);
  return new RegExp([urlPattern, ...names, hashtagPattern].join('|'), 'gu');
}

const escapePattern = (literal: string): string => literal.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** A full stop after a link ends the sentence; a closing bracket belongs to the link only if it was opened in it. */
function withoutTrailingPunctuation(url: string): string {
  let end = url.length;
  for (; end > 0; end--) {
    const last = url.charAt(end - 1);
    if (last === ')' || last === ']') {
      const open = last === ')' ? '(' : '[';
      const body = url.slice(0, end);
      if (body.split(open).length >= body.split(last).length) break;
    } else if (!/[.,;:!?*~»”’…}]/u.test(last)) break;
  }
  return url.slice(0, end);
}

/** One kind of line end, no control characters, no half surrogates, no blank edges; composed characters. */
function normalise(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/^\s*\n|\s+$/g, '');
}
