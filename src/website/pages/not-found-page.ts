import { markup } from '../markup.ts';
import { sitePaths } from '../paths.ts';
import type { Site } from '../site.ts';
import { renderPage } from './page.ts';

/** For hosts that show `404.html`: at whatever address, so its links begin at the top of the host. */
export function notFoundPage(site: Site): string {
  const page = renderPage(site, {
    path: sitePaths.notFound,
    title: `Not here – ${site.author.name}`,
    description: 'There is no such page.',
    layout: 'single',
    body: markup`<main id="content" class="empty"><h1 class="title">Nothing here</h1>
<p>There is no such page. It may have been deleted. <a href="/">To the first page</a></p></main>`,
    hidden: true,
  });
  return page.replaceAll('="./', '="/');
}
