import type { RichNode, RichText } from '../../protocol/rich-text.ts';

const blocks = new Set(['p', 'blockquote', 'pre', 'h', 'ul', 'ol']);

/** Rich text as its author may have typed it: paragraphs with an empty line between them. */
export function plainText(content: RichText): string {
  return content.map(nodeText).join('').trim();
}

function nodeText(node: RichNode): string {
  if (typeof node === 'string') return node;
  if (node.tag === 'br') return '\n';
  const inner = (node.children ?? []).map(nodeText).join('');
  if (node.tag === 'li') return `${inner}\n`;
  return blocks.has(node.tag) ? `${inner}\n\n` : inner;
}
