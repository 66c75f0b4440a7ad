import type { RichElement, RichNode, RichText } from '../../protocol/rich-text.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { PersonView } from '../views/view-types.ts';
import type { CaughtLink, CaughtPost } from './catch-up-view.ts';

const mostLinks = 12;
const longestLabel = 120;
const deepest = 32;

interface Found {
  readonly label: string;
  readonly people: Map<string, PersonView>;
  readonly posts: Set<string>;
  /** Everybody who wrote it or shared it. */
  weight: number;
}

/** Pages that posts link to, by how many people linked to them or shared who did. One person's one link is no news. */
export function sharedLinks(posts: readonly CaughtPost[]): readonly CaughtLink[] {
  const found = new Map<string, Found>();
  for (const { post, boosters } of posts) {
    // What stands behind a warning is not drawn out of it.
    if (post.warning !== undefined || post.sensitive === true) continue;
    for (const [href, label] of linksOf(post.content)) {
      const entry = found.get(href) ?? { label, people: new Map(), posts: new Set(), weight: 0 };
      found.set(href, entry);
      entry.posts.add(post.key);
      for (const person of [post.author, ...boosters]) entry.people.set(person.id, person);
      entry.weight = entry.people.size;
    }
  }
  return [...found]
    .filter(([, { weight }]) => weight > 1)
    .toSorted(([, one], [, other]) => other.weight - one.weight || other.posts.size - one.posts.size)
    .slice(0, mostLinks)
    .map(([href, { label, people, posts: keys }]) => ({
      href,
      host: new URL(href).host.replace(/^www\./, ''),
      label,
      people: [...people.values()],
      posts: [...keys],
    }));
}

/** Addresses of pages, without what only says where one came from; people and hashtags are no pages. */
function linksOf(content: RichText): Map<string, string> {
  const links = new Map<string, string>();
  const waiting: { readonly node: RichNode; readonly depth: number }[] = content.map((node) => ({ node, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (typeof node === 'string' || depth > deepest) continue;
    const page = node.tag === 'a' && node.kind === undefined ? pageOf(node) : undefined;
    if (page !== undefined) links.set(...page);
    for (const child of node.children ?? []) waiting.push({ node: child, depth: depth + 1 });
  }
  return links;
}

function pageOf(link: RichElement): [string, string] | undefined {
  if (link.href === undefined || !URL.canParse(link.href)) return undefined;
  const url = new URL(link.href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const asides = [...url.searchParams.keys()].filter((name) => /^(?:utm_|fbclid|gclid|mc_)/.test(name));
  for (const name of asides) url.searchParams.delete(name);
  url.hash = '';
  const words = plainText([link]);
  const label = /^(?:https?:|www\.)|…$/.test(words)
    ? `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}`
    : words;
  return [url.href, label.slice(0, longestLabel)];
}
