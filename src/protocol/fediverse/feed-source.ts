import { parseFeed } from 'feedsmith';
import { escapeHtml } from '../activity-streams/text.ts';
import type { JsonObject } from '../json.ts';
import { plain } from '../reader/host-text.ts';
import { textMember } from '../reader/person.ts';
import { cleanObject, objectMember, objectsOf, readJsonText } from './clean-json.ts';
import { isHarmlessXml } from './harmless-xml.ts';

/** What Atom, RSS (with RDF) and JSON Feed have in common. Texts are as they stand in the feed; nothing is checked. */
export interface FeedSource {
  readonly title: string;
  /** Page that the feed is of. */
  readonly home: string;
  readonly summary: string;
  readonly picture: string;
  readonly language: string;
  /** Of older entries. */
  readonly next: string;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** What the feed calls it; mostly an address. */
  readonly key: string;
  readonly link: string;
  readonly title: string;
  readonly html: string;
  readonly published: string;
  readonly updated: string;
  readonly tags: readonly string[];
  readonly files: readonly { readonly url: string; readonly mediaType: string; readonly description: string }[];
}

const mostEntries = 100;
const longestTitle = 300;

/** Undefined: the text is no feed, or one that may not be given to a parser. */
export function readFeed(text: string): FeedSource | undefined {
  const trimmed = text.replace(/^\s+/, '');
  const input = trimmed.startsWith('{') ? readJsonText(trimmed) : isHarmlessXml(trimmed) ? trimmed : undefined;
  if (input === undefined) return undefined;
  try {
    const { format, feed } = parseFeed(input, { maxItems: mostEntries });
    const source = cleanObject(feed);
    if (source === undefined) return undefined;
    return format === 'atom' ? atomSource(source) : format === 'json' ? jsonSource(source) : rssSource(source);
  } catch {
    return undefined;
  }
}

function atomSource(feed: JsonObject): FeedSource {
  return {
    title: words(textIn(feed, 'title')),
    home: linkOf(feed, 'alternate'),
    summary: htmlIn(feed, 'subtitle') ?? '',
    picture: textMember(feed, 'icon') ?? textMember(feed, 'logo') ?? '',
    language: textIn(objectMember(feed, 'xml') ?? {}, 'lang'),
    next: linkOf(feed, 'next'),
    entries: objectsOf(feed['entries']).map((entry) => ({
      key: textMember(entry, 'id') ?? '',
      link: linkOf(entry, 'alternate'),
      title: words(textIn(entry, 'title')),
      html: htmlIn(entry, 'content') ?? htmlIn(entry, 'summary') ?? '',
      published: textMember(entry, 'published') ?? textMember(entry, 'updated') ?? '',
      updated: textMember(entry, 'updated') ?? '',
      tags: objectsOf(entry['categories']).map((category) => textMember(category, 'term') ?? ''),
      files: [
        ...objectsOf(entry['links'])
          .filter((link) => link['rel'] === 'enclosure')
          .map((link) => ({ url: textIn(link, 'href'), mediaType: textIn(link, 'type'), description: textIn(link, 'title') })),
        ...mediaOf(entry),
      ],
    })),
  };
}

function rssSource(feed: JsonObject): FeedSource {
  const dates = (item: JsonObject) => objectMember(item, 'dc') ?? {};
  return {
    title: words(textIn(feed, 'title')),
    home: textIn(feed, 'link'),
    summary: textIn(feed, 'description'),
    picture: textIn(objectMember(feed, 'image') ?? {}, 'url'),
    language: textIn(feed, 'language'),
    next: linkOf(objectMember(feed, 'atom') ?? {}, 'next'),
    entries: objectsOf(feed['items']).map((item) => ({
      key: textIn(objectMember(item, 'guid') ?? {}, 'value'),
      link: textIn(item, 'link'),
      title: words(textIn(item, 'title')),
      html: textMember(objectMember(item, 'content') ?? {}, 'encoded') ?? textIn(item, 'description'),
      published: textMember(item, 'pubDate') ?? textIn(dates(item), 'date'),
      updated: '',
      tags: objectsOf(item['categories']).map((category) => textIn(category, 'name')),
      files: [
        ...objectsOf(item['enclosures']).map((file) => ({
          url: textIn(file, 'url'),
          mediaType: textIn(file, 'type'),
          description: '',
        })),
        ...mediaOf(item),
      ],
    })),
  };
}

function jsonSource(feed: JsonObject): FeedSource {
  return {
    title: words(textIn(feed, 'title')),
    home: textIn(feed, 'home_page_url'),
    summary: escapeHtml(textIn(feed, 'description')),
    picture: textMember(feed, 'icon') ?? textIn(objectsOf(feed['authors'])[0] ?? {}, 'avatar'),
    language: textIn(feed, 'language'),
    next: textIn(feed, 'next_url'),
    entries: objectsOf(feed['items']).map((item) => ({
      key: textIn(item, 'id'),
      link: textIn(item, 'url'),
      title: words(textIn(item, 'title')),
      html: textMember(item, 'content_html') ?? escapeHtml(textMember(item, 'content_text') ?? textIn(item, 'summary')),
      published: textMember(item, 'date_published') ?? textIn(item, 'date_modified'),
      updated: textIn(item, 'date_modified'),
      tags: [item['tags']].flat().flatMap((tag) => (typeof tag === 'string' ? [tag] : [])),
      files: objectsOf(item['attachments']).map((file) => ({
        url: textIn(file, 'url'),
        mediaType: textIn(file, 'mime_type'),
        description: textIn(file, 'title'),
      })),
    })),
  };
}

/** Media RSS, as Mastodon's feeds have it. */
const mediaOf = (entry: JsonObject): FeedEntry['files'] =>
  objectsOf(objectMember(entry, 'media')?.['contents']).map((content) => ({
    url: textIn(content, 'url'),
    mediaType: textIn(content, 'type'),
    description: textIn(objectMember(content, 'description') ?? {}, 'value'),
  }));

const textIn = (object: JsonObject, member: string): string =>
  textMember(object, member) ?? textMember(objectMember(object, member) ?? {}, 'value') ?? '';

/** A text construct of Atom (RFC 4287 section 3.1): plain unless it says that it is HTML. */
function htmlIn(object: JsonObject, member: string): string | undefined {
  const construct = objectMember(object, member);
  const value = construct && textMember(construct, 'value');
  if (construct === undefined || value === undefined) return undefined;
  return /html/i.test(textIn(construct, 'type')) ? value : escapeHtml(value);
}

const linkOf = (object: JsonObject, rel: string): string =>
  textIn(objectsOf(object['links']).find((link) => (textMember(link, 'rel') ?? 'alternate') === rel) ?? {}, 'href');

/** Titles are text, but many write markup into them, escaped once or twice. */
const words = (title: string): string =>
  plain(
    title.slice(0, 4 * longestTitle).replaceAll(/&(?:amp|lt|gt|quot|#39|#x27|apos);/g, (entity) => entities[entity] ?? entity),
    longestTitle,
  );

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#x27;': "'", '&apos;': "'",
}; // prettier-ignore
