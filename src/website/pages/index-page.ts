import { monthName, shortMonthName, yearOf } from '../dates.ts';
import { type Markup, markup } from '../markup.ts';
import { monthPagePath, sitePaths } from '../paths.ts';
import type { Site, SiteMonth } from '../site.ts';
import type { SitePost } from '../site-post.ts';
import { foot } from './foot.ts';
import { renderPage } from './page.ts';
import { postArticle } from './post-article.ts';
import { profileHead } from './profile.ts';

/** How many posts stand on the first page and in the feed (bridge-spec section 1). */
export const newestCount = 20;

export interface IndexContent {
  /** Newest first. */
  readonly posts: readonly SitePost[];
  /** Newest first. */
  readonly months: readonly SiteMonth[];
  /** Relative link to older posts, where there is no archive by month. */
  readonly older?: string;
}

/** The first page: who this is (h-card), what is new (h-feed), and the way to everything else. */
export function indexPage(site: Site, { posts, months, older }: IndexContent): string {
  const { author } = site;
  const root = './';
  const body = markup`${profileHead(site, root)}
<main class="content" id="content">
<section class="posts"><h2 class="p-name">Posts</h2>
${posts.map((post) => postArticle(site, post, { root, isOwnPage: false }))}
${posts.length === 0 && markup`<p class="empty">Nothing written yet.</p>`}
</section>
${older !== undefined && markup`<nav class="pages" aria-label="Pages"><a href="${older}" rel="next">Older posts</a></nav>`}
${months.length > 0 && archive(months)}
${foot(site, root)}
</main>`;
  return renderPage(site, {
    path: sitePaths.index,
    title: `${author.name} (@${author.username})`,
    description: author.summaryText || `Posts by ${author.name}`,
    layout: 'wide h-feed',
    body,
    ...(author.picture !== undefined && { picture: author.picture }),
  });
}

function archive(months: readonly SiteMonth[]): Markup {
  const years = new Map<string, SiteMonth[]>();
  for (const month of months) years.set(yearOf(month.month), [...(years.get(yearOf(month.month)) ?? []), month]);
  return markup`<nav class="archive" aria-labelledby="archive"><h2 id="archive">All posts</h2><dl>
${[...years].map(
  ([year, list]) =>
    markup`<dt>${year}</dt><dd>${list.map(
      ({ month, posts }) =>
        markup`<span><a href="${monthPagePath(month, 1)}" aria-label="${monthName(month)}">${shortMonthName(month)}</a> <span class="count">${posts}</span></span>`,
    )}</dd>\n`,
)}</dl></nav>`;
}
