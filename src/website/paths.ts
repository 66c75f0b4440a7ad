import type { Rkey } from '../protocol/brand.ts';

/** Paths of the human pages, relative to the root of the site. Whoever knows a post's date and record key knows its address. */
export const sitePaths = {
  index: 'index.html',
  feed: 'feed.xml',
  style: 'style.css',
  icon: 'icon.svg',
  notFound: '404.html',
} as const;

/** Page of one post: year and month of its `published` (UTC), then its record key. */
export const postPagePath = (published: string, rkey: Rkey): string =>
  `${published.slice(0, 4)}/${published.slice(5, 7)}/${rkey}.html`;

/** Archive page of a month (`2026-03`); `part` 1 has the newest posts. */
export const monthPagePath = (month: string, part: number): string =>
  `${month.slice(0, 4)}/${month.slice(5, 7)}/${part === 1 ? 'index' : `page-${part}`}.html`;

/** Is this a path that only the human pages use? A second export may delete such files when it no longer writes them. */
export const isArchivePath = (path: string): boolean => /^\d{4}\/\d{2}\/(?:index|page-\d{1,6}|[2-7a-z]{13})\.html$/.test(path);

/** What stands before a link so that it leads from `path` to the root of the site: `./`, `../../`, … */
export function pathToRoot(path: string): string {
  const depth = path.split('/').length - 1;
  return depth === 0 ? './' : '../'.repeat(depth);
}
