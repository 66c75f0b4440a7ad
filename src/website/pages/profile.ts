import { formatAddress } from '../../protocol/identity/address.ts';
import { type Markup, markup } from '../markup.ts';
import { sitePaths } from '../paths.ts';
import { richTextMarkup } from '../rich-text-markup.ts';
import { type Site, siteUrl } from '../site.ts';
import { picture } from './page.ts';

const tones = 6;
/** Links in profile fields say "this is me there, too"; that page may check it by linking back. */
const ownLinks = 'me nofollow noopener';

/** The person at the head of the first page: a representative h-card (its `u-url` and `u-uid` are the page itself). */
export function profileHead(site: Site, root: string): Markup {
  const { author } = site;
  const home = siteUrl(site, 'index.html');
  return markup`<header class="profile h-card p-author">
<div class="person">
${avatar(site, root)}
<div class="names"><h1><a class="p-name u-url u-uid" rel="me" href="${home}"><bdi>${author.name}</bdi></a></h1>
<p class="handle">@<span class="p-nickname">${author.username}</span>${handleHost(author.handle)}</p></div>
</div>
${author.summary.length > 0 && markup`<div class="about p-note" dir="auto">${richTextMarkup(author.summary)}</div>`}
${
  author.fields.length > 0 &&
  markup`<dl class="fields">${author.fields.map(
    ({ name, value }) => markup`<dt dir="auto">${name}</dt><dd dir="auto">${richTextMarkup(value, ownLinks)}</dd>`,
  )}</dl>`
}
<div class="follow">
<a class="button" href="${root}${sitePaths.feed}" type="application/atom+xml">Follow by feed</a>
<details><summary>Other ways</summary>
<div class="address">
<p>Put this page's address, or the feed's, into any feed reader.</p>
${author.handle !== undefined && markup`<p>In the fediverse, search for <code>@${author.handle}</code></p>`}
<p>In Pollen, follow <code>${formatAddress(author.ipnsName)}</code></p>
</div></details>
</div>
</header>`;
}

/** The small head of every other page. */
export function byline(site: Site, root: string): Markup {
  const { author } = site;
  const home = site.baseUrl ?? root;
  return markup`<header class="byline h-card p-author">${avatar(site, root)}
<div><a class="p-name u-url" rel="author" href="${home}"><bdi>${author.name}</bdi></a>
<span class="handle">@<span class="p-nickname">${author.username}</span>${handleHost(author.handle)}</span></div></header>`;
}

function avatar(site: Site, root: string): Markup {
  const { picture: path, initial, did } = site.author;
  const image = path === undefined ? undefined : picture(site, root, { path, alt: '', className: 'avatar u-photo' });
  if (image !== undefined) return image;
  return markup`<span class="avatar tone-${toneOf(did)}" aria-hidden="true">${initial}</span>`;
}

/** The same colour as in the app. */
function toneOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 9973;
  return (sum % tones) + 1;
}

const handleHost = (handle: string | undefined): string => (handle === undefined ? '' : handle.slice(handle.indexOf('@')));
