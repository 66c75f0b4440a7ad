import createDomPurify, { type WindowLike } from 'dompurify';
import type { JsonObject } from '../protocol/json.ts';
import type { RichElement, RichNode, RichTag, RichText } from '../protocol/rich-text.ts';
import { text } from './views/members.ts';

/** Strangers' HTML as data; `tags` are the object's own, they say which links are mentions and hashtags. */
export type HtmlToRichText = (html: string, tags: readonly JsonObject[]) => RichText;

/** Longer HTML, and HTML with more markup, is cut before it is parsed; lengths in UTF-16 units. */
const maximumHtmlLength = 200_000;
const maximumMarkup = 4_000;
const maximumNodes = 5_000;
const maximumDepth = 12;

const tagNames: Readonly<Record<string, RichTag>> = {
  p: 'p', br: 'br', a: 'a', ul: 'ul', ol: 'ol', li: 'li', blockquote: 'blockquote', code: 'code', pre: 'pre',
  em: 'em', i: 'em', strong: 'strong', b: 'strong', del: 'del', s: 'del',
  h1: 'h', h2: 'h', h3: 'h', h4: 'h', h5: 'h', h6: 'h', div: 'p',
}; // prettier-ignore

/**
 * Sanitiser over the DOM of `window`. DOMPurify decides what is harmless, then only tags of the allowlist survive as data: no
 * style, no attribute but a checked `href`, no element that loads anything. Nothing of it is ever an HTML text again.
 */
export function createSanitiser(window: WindowLike): HtmlToRichText {
  const purify = createDomPurify(window);
  const parse = (html: string): DocumentFragment =>
    purify.sanitize(html, {
      RETURN_DOM_FRAGMENT: true,
      ALLOWED_TAGS: [...Object.keys(tagNames), 'span', '#text'],
      ALLOWED_ATTR: ['href', 'class'],
      ALLOWED_URI_REGEXP: /^(?:https?|ap|ipns|did):/i,
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    });
  return (html, tags) => {
    const source = bounded(html);
    try {
      return trimmed(walk(parse(source), { nodesLeft: maximumNodes, kinds: linkKinds(tags) }, 0));
    } catch {
      // Nested too deep for the stack. As data, text is harmless whatever it says.
      return [source.replaceAll(/<[^>]*>?/g, ' ').trim()];
    }
  };
}

/** Parsers recurse and compare: the number of tags, not the number of bytes, is what costs. */
function bounded(html: string): string {
  let end = 0;
  for (let count = 0; count < maximumMarkup; count++) {
    const next = html.indexOf('<', end);
    if (next === -1) return html.slice(0, maximumHtmlLength);
    end = next + 1;
  }
  return html.slice(0, Math.min(end - 1, maximumHtmlLength));
}

interface Walker {
  nodesLeft: number;
  readonly kinds: ReadonlyMap<string, 'mention' | 'hashtag'>;
}

function linkKinds(tags: readonly JsonObject[]): ReadonlyMap<string, 'mention' | 'hashtag'> {
  const kinds = new Map<string, 'mention' | 'hashtag'>();
  for (const tag of tags) {
    const href = text(tag, 'href');
    const type = text(tag, 'type');
    if (href !== undefined && type === 'Mention') kinds.set(href, 'mention');
    if (href !== undefined && type === 'Hashtag') kinds.set(href, 'hashtag');
  }
  return kinds;
}

function walk(parent: Node, walker: Walker, depth: number): RichNode[] {
  const nodes: RichNode[] = [];
  // By sibling, not by index: indexes of a live list cost more with every child.
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    walker.nodesLeft -= 1;
    if (walker.nodesLeft < 0) break;
    for (const rich of richNodes(node, walker, depth)) {
      const last = nodes.at(-1);
      if (typeof rich === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + rich;
      else if (rich !== '') nodes.push(rich);
    }
  }
  return nodes;
}

function richNodes(node: Node, walker: Walker, depth: number): RichNode[] {
  if (node.nodeType === 3) return [(node.nodeValue ?? '').replaceAll(/[\t\n\r ]+/g, ' ')];
  if (!isElement(node)) return [];
  const tag = tagNames[node.localName];
  if (tag === 'br') return [{ tag }];
  if (isInvisible(node)) return [];
  if (tag === 'pre') return [{ tag, children: [node.textContent ?? ''] }];
  const children = walk(node, walker, depth + 1);
  // Unknown tags and whatever is nested too deep leave their text behind.
  if (tag === undefined || depth >= maximumDepth) return children;
  if (tag !== 'a') return children.length === 0 ? [] : [{ tag, children }];
  return [linkOrText(node, children, walker)].flat();
}

function linkOrText(element: Element, children: RichText, walker: Walker): RichNode[] {
  const href = element.getAttribute('href') ?? '';
  if (!isSafeHref(href)) return [...children];
  const classes = new Set((element.getAttribute('class') ?? '').split(/\s+/));
  const byClass = classes.has('hashtag') ? 'hashtag' : classes.has('mention') ? 'mention' : undefined;
  const kind = walker.kinds.get(href) ?? byClass;
  const link: RichElement = kind === undefined ? { tag: 'a', children, href } : { tag: 'a', children, href, kind };
  return [link];
}

/** Mastodon hides the middle of long links from sight, not from readers. */
function isInvisible(element: Element): boolean {
  return element.localName === 'span' && /(?:^|\s)invisible(?:\s|$)/.test(element.getAttribute('class') ?? '');
}

/** The last word on links, whatever the parser made of them: only these schemes, no control characters, at most 2,048 long. */
function isSafeHref(href: string): boolean {
  if (href.length > 2048 || /[\p{Cc}\s]/u.test(href)) return false;
  if (/^(?:ap|ipns|did):/i.test(href)) return true;
  return /^https?:\/\//i.test(href) && URL.canParse(href);
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** Blank text between blocks is formatting of the HTML source. */
function trimmed(nodes: RichNode[]): RichText {
  const hasBlocks = nodes.some((node) => typeof node !== 'string' && node.tag === 'p');
  return hasBlocks ? nodes.filter((node) => typeof node !== 'string' || node.trim() !== '') : nodes;
}
