import type { RichElement, RichNode, RichText } from '../protocol/rich-text.ts';
import { Markup, markup } from './markup.ts';

const tags = {
  p: 'p', ul: 'ul', ol: 'ol', li: 'li', blockquote: 'blockquote', code: 'code', pre: 'pre', em: 'em', strong: 'strong', del: 'del',
  // Headings of a post stand below those of the page.
  h: 'h3',
} as const; // prettier-ignore

/** What links in posts say about themselves: the writer's, not the site's. */
const postLinks = 'nofollow noopener ugc';

/** Text as HTML of a few elements: no attributes but those of web links, and what marks mentions and hashtags. */
export const richTextMarkup = (content: RichText, rel = postLinks): Markup =>
  markup`${content.map((node) => nodeMarkup(node, rel))}`;

function nodeMarkup(node: RichNode, rel: string): Markup | string {
  if (typeof node === 'string') return node;
  if (node.tag === 'br') return new Markup('<br>');
  if (node.tag === 'a') return linkMarkup(node, rel);
  const name = new Markup(tags[node.tag]);
  return markup`<${name}>${richTextMarkup(node.children ?? [], rel)}</${name}>`;
}

/** Browsers open web addresses only; of others (`ap:`, `ipns:`, `did:`) the words stay. */
function linkMarkup({ href = '', kind, children = [] }: RichElement, rel: string): Markup {
  const inner = richTextMarkup(children, rel);
  const className = kind === undefined ? new Markup('') : markup` class="${kind}"`;
  if (!/^https?:\/\//i.test(href)) return kind === undefined ? inner : markup`<span${className}>${inner}</span>`;
  return markup`<a href="${href}"${className} rel="${rel}">${inner}</a>`;
}
