import { dayName } from '../dates.ts';
import { markup } from '../markup.ts';
import { pathToRoot } from '../paths.ts';
import type { Site } from '../site.ts';
import { hasMedia } from '../site.ts';
import type { SitePost } from '../site-post.ts';
import { foot } from './foot.ts';
import { renderPage, shorten } from './page.ts';
import { postArticle } from './post-article.ts';
import { byline } from './profile.ts';

const titleLength = 70;

/** The page of one post: an h-entry with its author, and the way to its signed document. */
export function postPage(site: Site, post: SitePost): string {
  const { author } = site;
  const root = pathToRoot(post.page);
  const picture = post.warning === undefined && !post.sensitive ? firstPicture(site, post) : undefined;
  const body = markup`<main class="single" id="content">
${post.title === undefined && markup`<h1 class="unseen">${postTitle(post)}</h1>`}${postArticle(site, post, { root, isOwnPage: true, author: byline(site, root) })}
<nav class="pages" aria-label="Pages"><a href="${site.baseUrl ?? root}">More by <bdi>${author.name}</bdi></a></nav>
${foot(site, root)}
</main>`;
  return renderPage(site, {
    path: post.page,
    title: `${postTitle(post)} – ${author.name}`,
    description: post.warning ?? post.text,
    layout: 'single',
    body,
    document: post.document,
    publishedAt: post.published,
    ...(picture !== undefined && { picture }),
  });
}

/** What stands for the post where one line is wanted: its title, its warning, or how it begins. */
export const postTitle = (post: SitePost): string =>
  shorten(post.title ?? post.warning ?? (post.text || post.media[0]?.alt || dayName(post.published)), titleLength);

const firstPicture = (site: Site, post: SitePost): string | undefined =>
  post.media.find(({ kind, path }) => kind === 'image' && path !== undefined && hasMedia(site, path))?.path;
