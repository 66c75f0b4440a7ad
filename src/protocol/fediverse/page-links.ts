import { isJsonObject } from '../proof/signed-json.ts';
import { objectsOf, readJson } from './clean-json.ts';

/** A link in the head of a page that leads to the same thing for programs, or to the same person. */
export interface PageLink {
  /** `alternate`, `me` or `self`. */
  readonly rel: string;
  /** Media type, lower case, without parameters; empty when the page gives none. */
  readonly type: string;
  /** Absolute, http or https. */
  readonly href: string;
}

/** Media type under which the links of a page travel in place of the page. */
export const pageLinksType = 'application/vnd.pollen.links+json';

const mostLinks = 32;
const mostTags = 2000;
const mostCharacters = 512 * 1024;
const kept = new Set(['alternate', 'me', 'self']);

/**
 * The links of an HTML page's head, without the page. Not a parser of HTML: it reads `<link …>` tags (WHATWG HTML section 13.2.5) outside
 * comments, scripts and styles, up to `<body>`. What it finds is a list of addresses to be asked, no more.
 */
export function pageLinks(html: string, base: string): PageLink[] {
  const found = new Map<string, PageLink>();
  const tags =
    /<!--[\s\S]*?(?:-->|$)|<(script|style|template|noscript|title)\b[\s\S]*?(?:<\/\1\s*>|$)|<(body|link|base)\b([^<>]*)>/gi;
  let from = base;
  let count = 0;
  for (const [, , tag, text] of html.slice(0, mostCharacters).matchAll(tags)) {
    count += 1;
    if (count > mostTags || found.size >= mostLinks || tag?.toLowerCase() === 'body') break;
    if (tag === undefined || text === undefined) continue;
    const attributes = attributesOf(text);
    const href = attributes.get('href');
    if (href === undefined || href.length > 2048 || !URL.canParse(href, from)) continue;
    const url = new URL(href, from);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') continue;
    if (tag.toLowerCase() === 'base') {
      from = url.href;
      continue;
    }
    const type = (attributes.get('type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    for (const rel of (attributes.get('rel') ?? '').toLowerCase().split(/\s+/)) {
      if (kept.has(rel)) found.set(`${rel} ${type} ${url.href}`, { rel, type: type.slice(0, 100), href: url.href });
    }
  }
  return [...found.values()].slice(0, mostLinks);
}

export const writePageLinks = (links: readonly PageLink[]): string => JSON.stringify({ links });

/** Reads what `writePageLinks` wrote, or what somebody else says is that. */
export function readPageLinks(bytes: Uint8Array): PageLink[] {
  const json = readJson(bytes);
  if (!isJsonObject(json)) return [];
  return objectsOf(json['links'])
    .slice(0, mostLinks)
    .flatMap(({ rel, type, href }) => {
      if (typeof rel !== 'string' || typeof type !== 'string' || typeof href !== 'string' || href.length > 2048) return [];
      return kept.has(rel) && URL.canParse(href) && /^https?:$/.test(new URL(href).protocol) ? [{ rel, type, href }] : [];
    });
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of text.matchAll(
    /([^\s"'=/]{1,100})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g,
  )) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescape(double ?? single ?? bare ?? '').trim());
  }
  return attributes;
}

const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', apos: "'" };

/** The references that stand in addresses; others stay as they are. */
const unescape = (text: string): string =>
  text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|quot|lt|gt|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
