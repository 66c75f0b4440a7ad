import type { RichNode, RichText } from './rich-text.ts';

const blocks = new Set(['p', 'ul', 'ol', 'blockquote', 'pre', 'h']);

/** Text of a post without its markup: paragraphs become empty lines, list items and breaks new lines. */
export function plainText(content: RichText): string {
  return render(content)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function render(content: RichText): string {
  return content.map(renderNode).join('');
}

function renderNode(node: RichNode): string {
  if (typeof node === 'string') return node;
  if (node.tag === 'br') return '\n';
  const inner = render(node.children ?? []);
  if (node.tag === 'li') return `- ${inner}\n`;
  return blocks.has(node.tag) ? `\n\n${inner}\n\n` : inner;
}
