import type { JsonObject } from '../protocol/json.ts';
import type { RichElement, RichNode, RichTag, RichText } from '../protocol/rich-text.ts';
import { text } from './views/members.ts';

/** Strangers' HTML as data; `tags` are the object's own, they say which links are mentions and hashtags. */
export type HtmlToRichText = (html: string, tags: readonly JsonObject[]) => RichText;

/** Longer HTML, and HTML with more markup, is cut before it is parsed; lengths in UTF-16 units. */
const maximumHtmlLength = 200_000;
const maximumMarkup = 4_000;
/** Bounds on what is made of it. */
export const maximumNodes = 5_000;
export const maximumDepth = 12;

/** Elements that survive, and as what. */
export const tagNames: Readonly<Record<string, RichTag>> = {
  p: 'p', br: 'br', a: 'a', ul: 'ul', ol: 'ol', li: 'li', blockquote: 'blockquote', code: 'code', pre: 'pre',
  em: 'em', i: 'em', strong: 'strong', b: 'strong', del: 'del', s: 'del',
  h1: 'h', h2: 'h', h3: 'h', h4: 'h', h5: 'h', h6: 'h', div: 'p',
}; // prettier-ignore

/** Parsers recurse and compare: the number of tags, not the number of bytes, is what costs. */
export function bounded(html: string): string {
  let end = 0;
  for (let count = 0; count < maximumMarkup; count++) {
    const next = html.indexOf('<', end);
    if (next === -1) return html.slice(0, maximumHtmlLength);
    end = next + 1;
  }
  return html.slice(0, Math.min(end - 1, maximumHtmlLength));
}

/** Which addresses the object's tags say are mentions and hashtags. */
export function linkKinds(tags: readonly JsonObject[]): ReadonlyMap<string, 'mention' | 'hashtag'> {
  const kinds = new Map<string, 'mention' | 'hashtag'>();
  for (const tag of tags) {
    const href = text(tag, 'href');
    const type = text(tag, 'type');
    if (href !== undefined && type === 'Mention') kinds.set(href, 'mention');
    if (href !== undefined && type === 'Hashtag') kinds.set(href, 'hashtag');
  }
  return kinds;
}

/** A link as data, or only its words when its address is none to follow. */
export function linkOrText(
  { href, classes, children }: { readonly href: string; readonly classes: string; readonly children: RichText },
  kinds: ReadonlyMap<string, 'mention' | 'hashtag'>,
): RichNode[] {
  if (!isSafeHref(href)) return [...children];
  const names = new Set(classes.split(/\s+/));
  const byClass = names.has('hashtag') ? 'hashtag' : names.has('mention') ? 'mention' : undefined;
  const kind = kinds.get(href) ?? byClass;
  const link: RichElement = kind === undefined ? { tag: 'a', children, href } : { tag: 'a', children, href, kind };
  return [link];
}

/** Mastodon hides the middle of long links from sight, not from readers. */
export const isInvisible = (name: string, classes: string): boolean =>
  name === 'span' && /(?:^|\s)invisible(?:\s|$)/.test(classes);

/** White space of HTML outside of `pre`. */
export const collapsed = (text: string): string => text.replaceAll(/[\t\n\r ]+/g, ' ');

/** The last word on links, whatever the parser made of them: only these schemes, no control characters, at most 2,048 long. */
function isSafeHref(href: string): boolean {
  if (href.length > 2048 || /[\p{Cc}\s]/u.test(href)) return false;
  if (/^(?:ap|ipns|did):/i.test(href)) return true;
  return /^https?:\/\//i.test(href) && URL.canParse(href);
}

/** Appends, texts to texts. */
export function append(nodes: RichNode[], rich: RichNode): void {
  const last = nodes.at(-1);
  if (typeof rich === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + rich;
  else if (rich !== '') nodes.push(rich);
}

/** Blank text between blocks is formatting of the HTML source. */
export function trimmed(nodes: RichNode[]): RichText {
  const hasBlocks = nodes.some((node) => typeof node !== 'string' && node.tag === 'p');
  return hasBlocks ? nodes.filter((node) => typeof node !== 'string' || node.trim() !== '') : nodes;
}
