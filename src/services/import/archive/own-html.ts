import type { OwnHtml } from '../../../protocol/import/archive-post.ts';
import type { JsonObject } from '../../../protocol/json.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import type { RichNode, RichText } from '../../../protocol/rich-text.ts';
import { markup } from '../../../website/markup.ts';
import { richTextMarkup } from '../../../website/rich-text-markup.ts';
import type { HtmlToRichText } from '../../sanitise.ts';
import { archiveLimits } from './limits.ts';

const encoder = new TextEncoder();
const inline = new Set(['br', 'em', 'strong', 'del', 'code']);

/** HTML of a server made into ours: what the sanitiser leaves is written anew, and nothing of the original's markup is. */
export function createOwnHtml(htmlToRichText: HtmlToRichText): OwnHtml {
  return (html, tags) => {
    const content = htmlToRichText(html, tags);
    const own = richTextMarkup(content, 'nofollow noopener noreferrer').text;
    if (encoder.encode(own).length > archiveLimits.htmlBytes) return shortened(content, htmlToRichText);
    // What has only paragraphs reads back as it is; the rest may be nested in ways that HTML knows differently.
    return { html: own, content: isPlain(content) ? content : htmlToRichText(own, tags as JsonObject[]) };
  };
}

/** Longer than a page of the outbox can hold: the words, as far as they fit. */
function shortened(content: RichText, htmlToRichText: HtmlToRichText): ReturnType<OwnHtml> {
  const words = plainText(content);
  let length = archiveLimits.htmlBytes / 8;
  if (words.length <= length) length = words.length;
  const cut = words.slice(0, length).toWellFormed();
  const { text } = markup`<p>${cut}…</p>`;
  return { html: text, content: htmlToRichText(text, []) };
}

const isPlain = (content: RichText): boolean =>
  content.every(
    (node) => typeof node !== 'string' && node.tag === 'p' && (node.children ?? []).every((child) => isInline(child, true)),
  );

function isInline(node: RichNode, mayLink: boolean): boolean {
  if (typeof node === 'string') return !/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/u.test(node) && node.isWellFormed();
  if (node.tag === 'a')
    return mayLink && /^https?:\/\//i.test(node.href ?? '') && (node.children ?? []).every((child) => isInline(child, false));
  return inline.has(node.tag) && (node.children ?? []).every((child) => isInline(child, mayLink));
}
