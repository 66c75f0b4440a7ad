import { type Markup, attribute, markup } from './markup.ts';
import { postTitle } from './pages/post-page.ts';
import { sitePaths } from './paths.ts';
import { richTextMarkup } from './rich-text-markup.ts';
import { type Site, hasMedia, siteUrl } from './site.ts';
import type { SiteMedia, SitePost } from './site-post.ts';

/**
 * Atom feed (RFC 4287) of `posts`, newest first: ids are those of actor and objects, so that a reader that changes from the feed to
 * ActivityPub meets nothing twice. Content is HTML of the same few elements as on the pages. Says nothing about when it was made: the
 * same posts are the same bytes.
 */
export function atomFeed(site: Site, posts: readonly SitePost[]): string {
  const { author } = site;
  const updated = posts.reduce((latest, post) => later(latest, post.updated ?? post.published), author.updated);
  const icon = author.picture !== undefined && hasMedia(site, author.picture) ? siteUrl(site, author.picture) : undefined;
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"${attribute('xml:lang', usualLanguage(posts))}>
<id>${author.actorId}</id>
<title>${author.name}</title>
${author.summaryText !== '' && markup`<subtitle>${author.summaryText}</subtitle>\n`}<updated>${updated}</updated>
<author><name>${author.name}</name><uri>${site.baseUrl ?? author.actorId}</uri></author>
<link rel="self" type="application/atom+xml" href="${siteUrl(site, sitePaths.feed)}"/>
<link rel="alternate" type="text/html" href="${siteUrl(site, sitePaths.index)}"/>
${icon !== undefined && markup`<icon>${icon}</icon>\n<logo>${icon}</logo>\n`}<generator>Pollen</generator>
${posts.map((post) => entry(site, post))}</feed>
`.text;
}

function entry(site: Site, post: SitePost): Markup {
  const content = contentOf(site, post).text;
  return markup`<entry${attribute('xml:lang', post.language)}>
<id>${post.id}</id>
<title>${postTitle(post)}</title>
<published>${post.published}</published>
<updated>${post.updated ?? post.published}</updated>
<link rel="alternate" type="text/html" href="${siteUrl(site, post.page)}"/>
${post.media.map((media) => enclosure(site, media))}${[...new Set(post.tags)].map((tag) => markup`<category term="${tag}"/>\n`)}${
    post.warning !== undefined && markup`<summary>${post.warning}</summary>\n`
  }<content type="html">${content}</content>
</entry>
`;
}

function enclosure(site: Site, media: SiteMedia): Markup | undefined {
  const href = addressOf(site, media);
  if (href === undefined) return undefined;
  const type = /^[a-z]+\/[\w.+-]{1,100}$/i.test(media.mediaType) ? media.mediaType : 'application/octet-stream';
  return markup`<link rel="enclosure" type="${type}" href="${href}"${attribute('title', media.alt || undefined)}/>\n`;
}

/** Readers show HTML without a stylesheet and often without `details`: the warning stands before the text in plain words. */
function contentOf(site: Site, post: SitePost): Markup {
  const pictures = post.media.filter(({ kind, path }) => kind === 'image' && path !== undefined && hasMedia(site, path));
  const isHidden = post.warning !== undefined || post.sensitive;
  return markup`${post.warning !== undefined && markup`<p><strong>Content warning: ${post.warning}</strong></p>`}${richTextMarkup(post.content)}${
    // A picture that needs a warning stays an enclosure: readers would show it at once.
    !isHidden &&
    pictures.map(
      ({ path = '', alt, width, height }) =>
        markup`<p><img src="${siteUrl(site, path)}" alt="${alt}"${attribute('width', width)}${attribute('height', height)}></p>`,
    )
  }`;
}

function addressOf(site: Site, { path, url }: SiteMedia): string | undefined {
  if (path === undefined) return url;
  return hasMedia(site, path) ? siteUrl(site, path) : undefined;
}

/** Timestamps of one form sort as text. */
const later = (left: string, right: string): string => (left > right ? left : right);

/** The language of most posts: what the feed as a whole is in. */
function usualLanguage(posts: readonly SitePost[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { language } of posts) if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [usual] = [...counts].toSorted(([, left], [, right]) => right - left);
  return usual?.[0];
}
