import sanitizeHtml from 'sanitize-html';
import type { RichNode, RichTag } from '../../protocol/rich-text.ts';
import * as rules from '../../services/rich-text-rules.ts';

const options: sanitizeHtml.IOptions = {
  allowedTags: [...Object.keys(rules.tagNames), 'span'],
  allowedAttributes: { a: ['href', 'class'], span: ['class'] },
  allowedSchemes: ['http', 'https', 'ap', 'ipns', 'did'],
  allowProtocolRelative: false,
  exclusiveFilter: ({ tag, attribs }) => rules.isInvisible(tag, attribs['class'] ?? ''),
  nestingLimit: 200,
};
/** All that sanitize-html writes: tags with quoted attributes, and text. */
const token = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)(?: \/)?>|[^<]+|</g;
const attributePattern = / (href|class)="([^"<>]*)"/g;
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

interface Open {
  readonly name: string;
  readonly tag: RichTag | undefined;
  readonly href: string;
  readonly classes: string;
  readonly children: RichNode[];
}

/**
 * Sanitiser for Node, where there is no DOM: sanitize-html decides what is harmless, and what it writes is taken apart into the same
 * data as in the browser, by the same rules for links, depth and length.
 */
export function createNodeSanitiser(): rules.HtmlToRichText {
  return (html, tags) => {
    const source = rules.bounded(html);
    try {
      return rules.trimmed(parse(sanitizeHtml(source, options), rules.linkKinds(tags)));
    } catch {
      // Nested too deep for the stack. As data, text is harmless whatever it says.
      return [source.replaceAll(/<[^>]*>?/g, ' ').trim()];
    }
  };
}

function parse(clean: string, kinds: ReadonlyMap<string, 'mention' | 'hashtag'>): RichNode[] {
  const top: Open = { name: '', tag: undefined, href: '', classes: '', children: [] };
  const stack: Open[] = [top];
  let nodesLeft = rules.maximumNodes;
  const close = (): void => {
    const done = stack.pop();
    const parent = stack.at(-1);
    if (done === undefined || parent === undefined) return;
    for (const node of closed(done, stack.length, kinds)) rules.append(parent.children, node);
  };
  for (const [text, slash, name = '', attributes = ''] of clean.matchAll(token)) {
    const current = stack.at(-1) ?? top;
    if (name === '') {
      if (nodesLeft-- <= 0) break;
      rules.append(current.children, current.tag === 'pre' ? decoded(text) : rules.collapsed(decoded(text)));
    } else if (slash === '/') {
      if (stack.length > 1 && current.name === name) close();
    } else {
      if (nodesLeft-- <= 0) break;
      const tag = rules.tagNames[name];
      if (tag === 'br') rules.append(current.children, { tag });
      else stack.push({ name, tag, ...attributesOf(attributes), children: [] });
    }
  }
  while (stack.length > 1) close();
  return top.children;
}

/** What an element comes to: unknown ones, and whatever is nested too deep, leave their content behind. */
function closed(
  { tag, href, classes, children }: Open,
  depth: number,
  kinds: ReadonlyMap<string, 'mention' | 'hashtag'>,
): RichNode[] {
  if (tag === undefined || depth > rules.maximumDepth) return children;
  if (tag === 'a') return rules.linkOrText({ href, classes, children }, kinds);
  return children.length === 0 ? [] : [{ tag, children }];
}

function attributesOf(text: string): { href: string; classes: string } {
  const found = new Map([...text.matchAll(attributePattern)].map(([, name, value = '']) => [name, decoded(value)]));
  return { href: found.get('href') ?? '', classes: found.get('class') ?? '' };
}

const decoded = (text: string): string => text.replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? '');
