import { type Markup, markup } from '../markup.ts';
import { pathToRoot } from '../paths.ts';
import type { Site } from '../site.ts';
import type { SitePost } from '../site-post.ts';
import { foot } from './foot.ts';
import { renderPage } from './page.ts';
import { postArticle } from './post-article.ts';
import { byline } from './profile.ts';

export interface ListContent {
  readonly path: string;
  readonly heading: string;
  /** Newest first. */
  readonly posts: readonly SitePost[];
  /** From the root of the site. */
  readonly newer?: { readonly path: string; readonly label: string };
  readonly older?: { readonly path: string; readonly label: string };
}

/** A part of the archive: an h-feed. */
export function listPage(site: Site, { path, heading, posts, newer, older }: ListContent): string {
  const root = pathToRoot(path);
  const body = markup`<main class="h-feed" id="content">
${byline(site, root)}
<h1 class="title p-name">${heading}</h1>
<div class="posts">
${posts.map((post) => postArticle(site, post, { root, isOwnPage: false }))}
${posts.length === 0 && markup`<p class="empty">No posts here.</p>`}
</div>
<nav class="pages" aria-label="Pages">${link(root, newer, 'prev')}${link(root, older, 'next')}</nav>
${foot(site, root)}
</main>`;
  return renderPage(site, {
    path,
    title: `${heading} – ${site.author.name}`,
    description: `Posts by ${site.author.name}: ${heading}`,
    layout: 'list',
    body,
  });
}

const link = (root: string, to: ListContent['newer'], rel: string): Markup =>
  to === undefined ? markup`<span></span>` : markup`<a href="${root}${to.path}" rel="${rel}">${to.label}</a>`;
