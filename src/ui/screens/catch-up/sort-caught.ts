import type { CatchUpView, CaughtKind, CaughtPost } from '../../../services/catch-up/catch-up-view.ts';

export const orders = ['newest', 'oldest', 'shared', 'liked', 'answered', 'person'] as const;
export type Order = (typeof orders)[number];

/** What of a catch-up the reader wants to see. */
export interface Choice {
  readonly order: Order;
  /** Kinds that are left out. */
  readonly without: ReadonlySet<CaughtKind>;
  /** Id of the one person, who wrote or shared. */
  readonly person?: string | undefined;
  /** Address of the one page that is linked to. */
  readonly link?: string | undefined;
}

export const everything: Choice = { order: 'newest', without: new Set() };

/** The posts of a catch-up that are wanted, in the wanted order; what is equal stays the newest first. */
export function chosen({ posts, people, links }: CatchUpView, choice: Choice): readonly CaughtPost[] {
  const { order, without, person, link } = choice;
  const linked = link === undefined ? undefined : new Set(links.find(({ href }) => href === link)?.posts);
  const wanted = posts.filter(
    ({ post, boosters, kind }) =>
      !without.has(kind) &&
      (linked === undefined || linked.has(post.key)) &&
      (person === undefined || (post.author.id === person && kind !== 'boost') || boosters.some(({ id }) => id === person)),
  );
  if (order === 'newest') return wanted;
  if (order === 'oldest') return wanted.toReversed();
  const places = new Map<string, number>(people.map((one, place) => [one.person.id, place]));
  const weight = ({ post, boosters, kind }: CaughtPost): number => {
    if (order === 'shared') return 1000 * boosters.length + post.counts.boosts;
    if (order === 'liked') return post.counts.likes;
    if (order === 'answered') return post.counts.replies;
    // Beside each other, whoever said most first.
    return -(places.get(kind === 'boost' ? (boosters[0]?.id ?? '') : post.author.id) ?? places.size);
  };
  return wanted.toSorted((one, other) => weight(other) - weight(one));
}

/** How many of each kind there are. */
export function countKinds({ posts }: CatchUpView): Readonly<Record<CaughtKind, number>> {
  const counts = { post: 0, answer: 0, boost: 0 };
  for (const { kind } of posts) counts[kind] += 1;
  return counts;
}
