import createDomPurify, { type WindowLike } from 'dompurify';
import type { RichNode } from '../protocol/rich-text.ts';
import * as rules from './rich-text-rules.ts';

export type { HtmlToRichText } from './rich-text-rules.ts';

const longestPlain = 10_000;

/**
 * Sanitiser over the DOM of `window`. DOMPurify decides what is harmless, then only tags of the allowlist survive as data: no
 * style, no attribute but a checked `href`, no element that loads anything. Nothing of it is ever an HTML text again.
 */
export function createSanitiser(window: WindowLike): rules.HtmlToRichText {
  let purify: ReturnType<typeof createDomPurify> | undefined;
  const parse = (html: string): DocumentFragment =>
    (purify ??= createDomPurify(window)).sanitize(html, {
      RETURN_DOM_FRAGMENT: true,
      ALLOWED_TAGS: [...Object.keys(rules.tagNames), 'span', '#text'],
      ALLOWED_ATTR: ['href', 'class'],
      ALLOWED_URI_REGEXP: /^(?:https?|ap|ipns|did):/i,
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    });
  return (html, tags) => {
    const source = rules.bounded(html);
    const plain = plainParagraphs(source);
    if (plain !== undefined) return plain;
    try {
      return rules.trimmed(walk(parse(source), { nodesLeft: rules.maximumNodes, kinds: rules.linkKinds(tags) }, 0));
    } catch {
      // Nested too deep for the stack. As data, text is harmless whatever it says.
      return [source.replaceAll(/<[^>]*>?/g, ' ').trim()];
    }
  };
}

/**
 * The same as parsing gives for paragraphs of bare text, which most posts and descriptions are: each parse makes a whole document, and
 * thousands of them in a minute are most of what the tab has in memory. Undefined: there is more in it.
 */
function plainParagraphs(source: string): RichNode[] | undefined {
  if (source.length > longestPlain || !/^(?:<p>[^<&\0]*<\/p>)+$/.test(source)) return undefined;
  const texts = source.slice('<p>'.length, -'</p>'.length).split('</p><p>');
  return texts.flatMap((text) => (text === '' ? [] : [{ tag: 'p', children: [rules.collapsed(text)] }]));
}

interface Walker {
  nodesLeft: number;
  readonly kinds: ReadonlyMap<string, 'mention' | 'hashtag'>;
}

function walk(parent: Node, walker: Walker, depth: number): RichNode[] {
  const nodes: RichNode[] = [];
  // By sibling, not by index: indexes of a live list cost more with every child.
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    walker.nodesLeft -= 1;
    if (walker.nodesLeft < 0) break;
    for (const rich of richNodes(node, walker, depth)) rules.append(nodes, rich);
  }
  return nodes;
}

function richNodes(node: Node, walker: Walker, depth: number): RichNode[] {
  if (node.nodeType === 3) return [rules.collapsed(node.nodeValue ?? '')];
  if (!isElement(node)) return [];
  const tag = rules.tagNames[node.localName];
  if (tag === 'br') return [{ tag }];
  const classes = node.getAttribute('class') ?? '';
  if (rules.isInvisible(node.localName, classes)) return [];
  if (tag === 'pre') return [{ tag, children: [node.textContent ?? ''] }];
  const children = walk(node, walker, depth + 1);
  // Unknown tags and whatever is nested too deep leave their text behind.
  if (tag === undefined || depth >= rules.maximumDepth) return children;
  if (tag !== 'a') return children.length === 0 ? [] : [{ tag, children }];
  return rules.linkOrText({ href: node.getAttribute('href') ?? '', classes, children }, walker.kinds);
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
