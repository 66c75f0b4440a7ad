import { createElement, Fragment, memo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { RichElement, RichNode, RichText as RichTextData, RichTag } from '../../protocol/rich-text.ts';
import { addressPath, tagPath } from '../app/paths.ts';
import { type Emoji, WithEmoji } from './with-emoji.tsx';
import styles from './rich-text.module.css';

/** Deeper nesting than this is shown as plain text; the parser has its own bound, this one protects the stack. */
const deepest = 32;

/** A stranger's text as elements: no markup string is ever given to the browser's parser. */
export const RichText = memo(function RichText(props: {
  readonly content: RichTextData;
  readonly language?: string;
  readonly id?: string;
  /** Pictures of `:shortcode:` that may be loaded. */
  readonly emoji?: Emoji | undefined;
}): ReactNode {
  return (
    <div className={styles.text} dir="auto" lang={props.language} id={props.id}>
      {renderNodes(props.content, 0, props.emoji)}
    </div>
  );
});

function renderNodes(nodes: RichTextData, depth: number, emoji: Emoji | undefined): ReactNode {
  // Most texts are a paragraph of words; lists draw thousands of them.
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) return renderNode(only, depth, emoji);
  // The text never changes in place, so the position is a stable key.
  return nodes.map((node, index) => <Fragment key={keyAt(index)}>{renderNode(node, depth, emoji)}</Fragment>);
}

const keyAt = (index: number): string => `n${index}`;

function renderNode(node: RichNode, depth: number, emoji: Emoji | undefined): ReactNode {
  if (typeof node === 'string') return emoji === undefined ? node : <WithEmoji text={node} emoji={emoji} />;
  const children = depth >= deepest ? plainText(node) : renderNodes(node.children ?? [], depth + 1, emoji);
  if (node.tag === 'br') return <br />;
  if (node.tag === 'a') return <RichLink node={node}>{children}</RichLink>;
  if (node.tag === 'h') return <p className={styles.heading}>{children}</p>;
  if (node.tag === 'pre') return <pre tabIndex={0}>{children}</pre>;
  return createElement(elementOf[node.tag], node.tag === 'p' ? { dir: 'auto' } : null, children);
}

const elementOf: Readonly<Record<Exclude<RichTag, 'br' | 'a' | 'h' | 'pre'>, string>> = {
  p: 'p',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  blockquote: 'blockquote',
  code: 'code',
  em: 'em',
  strong: 'strong',
  del: 'del',
};

/** People open inside the app; the web opens in a new tab that learns nothing about this one; the rest is only text. */
function RichLink(props: { readonly node: RichElement; readonly children: ReactNode }): ReactNode {
  const { children } = props;
  const { href, kind } = props.node;
  const tag = kind === 'hashtag' ? plainText(props.node).trim().replace(/^#/, '') : '';
  if (tag !== '') return <Link href={tagPath(tag)}>{children}</Link>;
  if (href === undefined) return <span>{children}</span>;
  if (kind !== 'mention' && /^https?:\/\//i.test(href)) {
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {children}
      </a>
    );
  }
  if (/^(did|ipns|ap|https):/i.test(href)) return <Link href={addressPath(href)}>{children}</Link>;
  return <span>{children}</span>;
}

function plainText(node: RichElement): string {
  const parts: string[] = [];
  const waiting: RichNode[] = [...(node.children ?? [])];
  while (waiting.length > 0) {
    const next = waiting.shift();
    if (typeof next === 'string') parts.push(next);
    else if (next?.children !== undefined) waiting.unshift(...next.children);
  }
  return parts.join('');
}
