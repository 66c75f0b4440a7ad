import { sha256 } from '@noble/hashes/sha2.js';
import { pathToRoot, sitePaths } from '../paths.ts';
import { Markup, attribute, markup } from '../markup.ts';
import { type Site, documentLink, hasMedia, siteUrl } from '../site.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import { stylesheet } from '../stylesheet.ts';

export interface PageContent {
  /** From the root of the site. */
  readonly path: string;
  readonly title: string;
  /** For search engines and previews; at most a few sentences. */
  readonly description: string;
  /** Classes of the element that holds the page. */
  readonly layout: 'wide h-feed' | 'single' | 'list';
  readonly body: Markup;
  /** The signed document that this page shows, when it is one. */
  readonly document?: string;
  /** Tree path of a picture for previews. */
  readonly picture?: string;
  readonly publishedAt?: string;
  /** Not for search engines, whatever the author says. */
  readonly hidden?: boolean;
}

const descriptionLength = 200;

/** The page's own rules, for hosts that cannot send headers: no script, nothing from elsewhere, no forms. */
export function contentSecurityPolicy(inlineStyle: boolean): string {
  const style = inlineStyle ? `'sha256-${base64(sha256(new TextEncoder().encode(stylesheet)))}'` : "'self'";
  return `default-src 'none'; style-src ${style}; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'`;
}

/** A whole HTML page of the site. */
export function renderPage(site: Site, page: PageContent): string {
  const { author } = site;
  const root = pathToRoot(page.path);
  const actor = documentLink(site, root, accountPaths(author.did).actor);
  const own = siteUrl(site, page.path);
  const description = shorten(page.description, descriptionLength);
  const picture = page.picture !== undefined && hasMedia(site, page.picture) ? page.picture : undefined;
  const isIndexable = author.indexable && page.hidden !== true;
  const style = site.inlineStyle
    ? markup`<style>${new Markup(stylesheet)}</style>`
    : markup`<link rel="stylesheet" href="${root}${sitePaths.style}"><link rel="icon" href="${root}${sitePaths.icon}" type="image/svg+xml">`;
  const head = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(site.inlineStyle)}">
<meta name="referrer" content="no-referrer">
<title>${page.title}</title>
<meta name="description" content="${description}">
<meta name="generator" content="Pollen">
${!isIndexable && markup`<meta name="robots" content="noindex">\n`}${
    site.baseUrl !== undefined &&
    markup`<link rel="canonical" href="${own}">
<meta property="og:url" content="${own}">
${picture !== undefined && markup`<meta property="og:image" content="${siteUrl(site, picture)}">\n`}`
  }<meta property="og:type" content="${page.publishedAt === undefined ? 'profile' : 'article'}">
<meta property="og:title" content="${page.title}">
<meta property="og:description" content="${description}">
${page.publishedAt !== undefined && markup`<meta property="article:published_time" content="${page.publishedAt}">\n`}${style}
<link rel="alternate" type="application/atom+xml" title="${author.name}" href="${root}${sitePaths.feed}">
<link rel="alternate" type="application/activity+json" href="${page.document === undefined ? actor : documentLink(site, root, page.document)}">
${author.elsewhere.map((url) => markup`<link rel="me" href="${url}">\n`)}</head>
<body>
<a class="skip" href="#content">Skip to the posts</a>
<div class="page ${page.layout}">
${page.body}
</div>
</body>
</html>
`;
  return head.text;
}

/** The first `length` characters at most, on one line, cut between words. */
export function shorten(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return `${cut
    .slice(0, space > length / 2 ? space : length)
    .toWellFormed()
    .replace(/[\uFFFD\s]+$/, '')} …`;
}

/** Six grains around one: the sign of the app. Decoration only. */
export const pollenMark = new Markup(
  `<svg class="mark" width="24" height="24" viewBox="0 0 64 64" aria-hidden="true"><g>${[0, 60, 120, 180, 240, 300]
    .map((angle) => `<circle cx="32" cy="14.5" r="8.5" transform="rotate(${angle} 32 32)"/>`)
    .join('')}</g><circle class="heart" cx="32" cy="32" r="8"/></svg>`,
);

/** A picture of the account, or nothing when it is not there. */
export function picture(
  site: Site,
  root: string,
  file: {
    readonly path: string;
    readonly alt: string;
    readonly width?: number;
    readonly height?: number;
    readonly className?: string;
  },
): Markup | undefined {
  if (!hasMedia(site, file.path)) return undefined;
  const size = markup`${attribute('width', file.width)}${attribute('height', file.height)}`;
  return markup`<img src="${root}${file.path}" alt="${file.alt}"${size}${attribute('class', file.className)} loading="lazy" decoding="async">`;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
