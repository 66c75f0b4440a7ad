import { accountPaths } from '../../protocol/identity/paths.ts';
import { type Markup, markup } from '../markup.ts';
import { sitePaths } from '../paths.ts';
import { type Site, documentLink } from '../site.ts';
import { pollenMark } from './page.ts';

/** What every page ends with. */
export function foot(site: Site, root: string): Markup {
  const outbox = documentLink(site, root, accountPaths(site.author.did).outbox);
  return markup`<footer class="foot">${pollenMark}<div>
<p>Written with Pollen. Every post is signed by its author; <a href="${outbox}" rel="nofollow">the signed posts</a> can be checked by anyone.</p>
<p><a href="${root}${sitePaths.feed}" type="application/atom+xml">Feed</a></p>
</div></footer>`;
}
