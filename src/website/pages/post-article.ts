import { accountOf, canonicalId, isWebUrl } from '../../protocol/identity/ids.ts';
import { dayName, momentName } from '../dates.ts';
import { Markup, attribute, markup } from '../markup.ts';
import { richTextMarkup } from '../rich-text-markup.ts';
import { type Site, hasMedia, siteUrl } from '../site.ts';
import { type SiteMedia, type SitePost, rkeyOfObject } from '../site-post.ts';
import { picture } from './page.ts';

const warningSign = new Markup(
  '<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17v.2"/></svg>',
);

export interface ArticleOptions {
  /** Leads from the page to the root of the site. */
  readonly root: string;
  /** The post is what the page is about: its title is the page's, and its author stands in it. */
  readonly isOwnPage: boolean;
  /** h-card of the author, for its own page. */
  readonly author?: Markup;
}

/** One post: an h-entry. What a warning covers opens only when somebody opens it. */
export function postArticle(site: Site, post: SitePost, options: ArticleOptions): Markup {
  const { root, isOwnPage } = options;
  const heading = new Markup(isOwnPage ? 'h1' : 'h2');
  const content = markup`${
    post.content.length > 0 &&
    markup`<div class="text e-content" dir="auto"${attribute('lang', post.language)}>${richTextMarkup(post.content)}</div>`
  }${mediaMarkup(site, post.media, root)}`;
  return markup`<article class="post h-entry" id="${post.rkey}">
${options.author}${when(site, post, options)}
${post.title !== undefined && markup`<${heading} class="p-name" dir="auto">${post.title}</${heading}>`}
${behindWarning(post, content)}
${post.tags.length > 0 && markup`<ul class="tags">${post.tags.map((tag) => markup`<li class="p-category" dir="auto">${tag}</li>`)}</ul>`}
</article>`;
}

function when(site: Site, post: SitePost, { root, isOwnPage }: ArticleOptions): Markup {
  const url = isOwnPage ? siteUrl(site, post.page) : root + post.page;
  const href = isOwnPage && site.baseUrl === undefined ? root + post.page : url;
  const name = isOwnPage ? momentName(post.published) : dayName(post.published);
  const { updated } = post;
  return markup`<div class="when"><a class="u-url u-uid" href="${href}"><time class="dt-published" datetime="${post.published}">${name}</time></a>${
    updated !== undefined && markup`<span>edited <time class="dt-updated" datetime="${updated}">${dayName(updated)}</time></span>`
  }${post.inReplyTo !== undefined && replyTo(site, post.inReplyTo, root)}${
    post.original !== undefined &&
    markup`<a class="u-syndication" href="${post.original}" rel="nofollow noopener">first published elsewhere</a>`
  }</div>`;
}

function replyTo(site: Site, id: string, root: string): Markup {
  const rkey = accountOf(id) === site.author.did ? rkeyOfObject(id) : undefined;
  const own = rkey === undefined ? undefined : site.pageOf?.(rkey);
  if (own !== undefined) return markup`<a class="u-in-reply-to" href="${root}${own}">continues a thread</a>`;
  // No browser opens the address of a post that lives in the network only.
  const inBrowser = canonicalId(id) === undefined && isWebUrl(id);
  if (!inBrowser) return markup`<span>in answer to somebody<data class="u-in-reply-to" value="${id}"></data></span>`;
  return markup`<a class="u-in-reply-to" href="${id}" rel="nofollow noopener ugc">in answer to a post elsewhere</a>`;
}

function behindWarning(post: SitePost, content: Markup): Markup {
  const { warning } = post;
  const hides = warning !== undefined ? post.title === undefined || post.sensitive : post.sensitive && post.media.length > 0;
  // An article's summary without a warning sign is a summary.
  if (!hides) return markup`${warning !== undefined && markup`<p class="text p-summary" dir="auto">${warning}</p>`}${content}`;
  const words = warning === undefined ? 'Sensitive pictures' : markup`<span class="p-summary" dir="auto">${warning}</span>`;
  return markup`<details class="warning"><summary>${warningSign}${words}</summary>
${content}</details>`;
}

function mediaMarkup(site: Site, media: readonly SiteMedia[], root: string): Markup {
  const here = media.filter((item) => item.path !== undefined && hasMedia(site, item.path));
  const shown = here.filter((item) => item.kind === 'image' || item.kind === 'video');
  const sounds = here.filter((item) => item.kind === 'audio');
  const others = media.filter((item) => !shown.includes(item) && !sounds.includes(item));
  return markup`${
    shown.length > 0 &&
    markup`<div class="media${shown.length > 1 && ' several'}">${shown.map((item) => visual(site, item, root))}</div>`
  }${sounds.map(
    (item) =>
      markup`<div class="media"><audio class="u-audio" controls preload="none" src="${root}${item.path}"${attribute('aria-label', item.alt || undefined)}></audio></div>`,
  )}${others.length > 0 && markup`<ul class="files">${others.map((item) => fileItem(item, site, root))}</ul>`}`;
}

function visual(site: Site, item: SiteMedia, root: string): Markup {
  const { path = '', alt, width, height, kind } = item;
  if (kind === 'video') {
    const size = markup`${attribute('width', width)}${attribute('height', height)}${attribute('aria-label', alt || undefined)}`;
    return markup`<video class="u-video" controls preload="none" src="${root}${path}"${size}></video>`;
  }
  const name = attribute('aria-label', alt === '' ? 'Picture without description' : undefined);
  return markup`<a href="${root}${path}"${name}>${picture(site, root, { path, alt, ...(width !== undefined && { width }), ...(height !== undefined && { height }), className: 'u-photo' })}</a>`;
}

/** Files that are not shown: of other kinds, elsewhere on the web (not loaded: that would tell who reads), or not here. */
function fileItem(item: SiteMedia, site: Site, root: string): Markup {
  const href = item.url ?? (item.path !== undefined && hasMedia(site, item.path) ? root + item.path : undefined);
  const kinds = { image: 'Picture', video: 'Video', audio: 'Sound', file: 'File' };
  const words = `${kinds[item.kind]}${item.alt === '' ? '' : `: ${item.alt}`}`;
  if (href === undefined) return markup`<li dir="auto">${words} (not here)</li>`;
  return markup`<li dir="auto"><a href="${href}" rel="nofollow noopener ugc">${words}</a>${item.url !== undefined && ' (elsewhere)'}</li>`;
}
