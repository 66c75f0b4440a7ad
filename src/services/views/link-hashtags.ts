import type { RichNode, RichText } from '../../protocol/rich-text.ts';

const hashtags = /(?<![\p{L}\p{M}\p{N}_/&#])(#[\p{L}\p{M}\p{N}_\u00b7\u200c]+)/u;

/** The text with its hashtags as links without an address: in signed posts they are plain words. `tags`: what the post names, without `#`. */
export function linkHashtags(content: RichText, tags: readonly string[]): RichText {
  if (tags.length === 0) return content;
  const names = tags.map((tag) => tag.toLowerCase());
  const isNamed = (word: string): boolean => names.includes(word.slice(1).toLowerCase());
  const link = (node: RichNode): readonly RichNode[] => {
    if (typeof node === 'string') {
      // Every other part is a hashtag.
      return node
        .split(hashtags)
        .map((part, at) => (at % 2 && isNamed(part) ? { tag: 'a', kind: 'hashtag', children: [part] } : part));
    }
    const { tag, children } = node;
    return [!children || tag === 'a' || tag === 'pre' ? node : { ...node, children: children.flatMap(link) }];
  };
  return content.flatMap(link);
}
