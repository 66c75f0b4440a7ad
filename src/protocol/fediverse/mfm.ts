import type { MfmNode } from 'mfm-js';
import { parse } from 'mfm-js';
import type { JsonObject } from '../json.ts';
import { isWebUrl } from '../identity/ids.ts';
import type { RichElement, RichNode, RichText } from '../rich-text.ts';
import { guarded, unguarded } from './mfm-guard.ts';

const longestText = 8_000;
const longestPiece = 2_000;
const deepest = 6;
const mostNodes = 2_000;

/** How many characters may still be read as markup, of all the texts of one answer; what comes after is plain text. */
export interface MfmBudget {
  charactersLeft: number;
}

/**
 * Misskey's markup as data: emphasis, links (http and https only), quotes, code, mentions and hashtags as links to `origin`, the server
 * that the text comes from. What only moves or colours text leaves the text behind. Bounded; texts are never refused.
 */
export function mfmToRichText(text: string, origin: string, budget: MfmBudget = { charactersLeft: longestText }): RichText {
  const source = text.slice(0, longestText).toWellFormed().replaceAll(/\r\n?/g, '\n');
  const context: Context = { origin, nodesLeft: mostNodes };
  const nodes = pieces(source).flatMap((piece) => {
    budget.charactersLeft -= piece.length;
    if (budget.charactersLeft < 0) return lines(piece);
    return walk(parse(guarded(piece), { nestLimit: deepest }), context);
  });
  return paragraphs(nodes);
}

/** Twice the text takes the parser more than twice the time, so that long ones are cut: after a paragraph, a line, or a word. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > longestPiece) {
    const ends = ['\n\n', '\n', ' '].map((end) => rest.lastIndexOf(end, longestPiece - 1));
    const end = ends.find((end) => end > longestPiece / 2) ?? longestPiece - 1;
    found.push(rest.slice(0, end + 1));
    rest = rest.slice(end + 1);
  }
  return [...found, rest];
}

/** Mentions and hashtags of such a text as tags of ActivityStreams, as Misskey itself publishes them. */
export function mfmTags(content: RichText): JsonObject[] {
  const tags = new Map<string, JsonObject>();
  const collect = (nodes: RichText): void => {
    for (const node of nodes) {
      if (typeof node === 'string') continue;
      const { kind, href, children = [] } = node;
      const [name] = children;
      if (kind !== undefined && href !== undefined && typeof name === 'string')
        tags.set(href, { type: kind === 'mention' ? 'Mention' : 'Hashtag', name, href });
      collect(children);
    }
  };
  collect(content);
  return [...tags.values()];
}

interface Context {
  readonly origin: string;
  nodesLeft: number;
}

function walk(nodes: readonly MfmNode[], context: Context): RichNode[] {
  const rich: RichNode[] = [];
  for (const node of nodes) {
    context.nodesLeft -= 1;
    if (context.nodesLeft < 0) break;
    rich.push(...richNodes(node, context));
  }
  return rich;
}

function richNodes(node: MfmNode, context: Context): RichNode[] {
  const { origin } = context;
  switch (node.type) {
    case 'text':
      return lines(unguarded(node.props.text));
    case 'unicodeEmoji':
      return [node.props.emoji];
    case 'emojiCode':
      return [`:${node.props.name}:`];
    case 'bold':
      return [element('strong', walk(node.children, context))];
    case 'italic':
      return [element('em', walk(node.children, context))];
    case 'strike':
      return [element('del', walk(node.children, context))];
    case 'quote':
      return [element('blockquote', paragraphs(walk(node.children, context)))];
    case 'inlineCode':
      return [element('code', [unguarded(node.props.code)])];
    case 'mathInline':
      return [element('code', [unguarded(node.props.formula)])];
    case 'blockCode':
      return [element('pre', [unguarded(node.props.code)])];
    case 'mathBlock':
      return [element('pre', [unguarded(node.props.formula)])];
    case 'search':
      return lines(unguarded(node.props.content));
    case 'mention': {
      const { username, host, acct } = node.props;
      return link(`${host === null ? origin : `https://${host}`}/@${username}`, [acct], 'mention');
    }
    case 'hashtag':
      return link(`${origin}/tags/${encodeURIComponent(node.props.hashtag)}`, [`#${node.props.hashtag}`], 'hashtag');
    case 'url':
      return link(unguarded(node.props.url), [unguarded(node.props.url)]);
    case 'link':
      return link(unguarded(node.props.url), walk(node.children, context));
    case 'center':
    case 'small':
    case 'fn':
    case 'plain':
      return walk(node.children, context);
  }
}

const element = (tag: RichElement['tag'], children: RichText): RichElement => ({ tag, children });

const link = (href: string, children: RichText, kind?: RichElement['kind']): RichNode[] =>
  isWebUrl(href) ? [{ tag: 'a', children, href, ...(kind !== undefined && { kind }) }] : [...children];

const lines = (text: string): RichNode[] =>
  text
    .split('\n')
    .flatMap((line, index): RichNode[] => [...(index === 0 ? [] : [{ tag: 'br' } as const]), ...(line === '' ? [] : [line])]);

const blocks = new Set(['blockquote', 'pre', 'p']);

/** Blocks stand for themselves; what is between them becomes paragraphs, ended by empty lines. */
function paragraphs(nodes: readonly RichNode[]): RichText {
  const result: RichNode[] = [];
  let current: RichNode[] = [];
  const end = (): void => {
    const first = current.findIndex((node) => !isBreak(node));
    if (first !== -1) result.push(element('p', current.slice(first, current.findLastIndex((node) => !isBreak(node)) + 1)));
    current = [];
  };
  for (const [index, node] of nodes.entries()) {
    const isBlock = typeof node !== 'string' && blocks.has(node.tag);
    if (isBlock || (isBreak(node) && isBreak(nodes[index + 1]))) end();
    if (isBlock) result.push(node);
    else current.push(node);
  }
  end();
  return result;
}

const isBreak = (node: RichNode | undefined): boolean => typeof node === 'object' && node.tag === 'br';
