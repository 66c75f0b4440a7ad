import type { PersonView, PostView } from '../views/view-types.ts';
import type { CatchUpView, CaughtKind, CaughtPerson, CaughtPost } from './catch-up-view.ts';
import { sharedLinks } from './shared-links.ts';

/** Orders what a home timeline brought: each post once however often it was shared, people by how much they said, links by how many. */
export function digest(
  views: readonly PostView[],
  times: { readonly sinceMs: number; readonly untilMs: number; readonly isCut: boolean },
): CatchUpView {
  const byId = new Map<string, { post: PostView; own: boolean; boosters: Map<string, PersonView> }>();
  for (const view of views) {
    const entry = byId.get(view.id) ?? { post: view, own: false, boosters: new Map() };
    if (view.boostedBy === undefined) {
      entry.post = view;
      entry.own = true;
    } else entry.boosters.set(view.boostedBy.id, view.boostedBy);
    byId.set(view.id, entry);
  }
  const posts = [...byId.values()].map(({ post, own, boosters }): CaughtPost => {
    return { post: withoutBooster(post), boosters: [...boosters.values()], kind: own ? kindOf(post) : 'boost' };
  });
  return { ...times, posts, people: peopleOf(posts), links: sharedLinks(posts) };
}

/** In a catch-up who shared stands beside the post, not above it. */
const withoutBooster = ({ boostedBy: _boostedBy, ...post }: PostView): PostView => ({ ...post, key: post.id });

function kindOf({ inReplyTo, author }: PostView): CaughtKind {
  return inReplyTo !== undefined && inReplyTo.author?.id !== author.id ? 'answer' : 'post';
}

function peopleOf(posts: readonly CaughtPost[]): readonly CaughtPerson[] {
  const people = new Map<string, { person: PersonView; posts: number; boosts: number }>();
  const entryOf = (person: PersonView): { posts: number; boosts: number } => {
    const entry = people.get(person.id) ?? { person, posts: 0, boosts: 0 };
    people.set(person.id, entry);
    return entry;
  };
  for (const { post, boosters, kind } of posts) {
    if (kind !== 'boost') entryOf(post.author).posts += 1;
    for (const booster of boosters) entryOf(booster).boosts += 1;
  }
  return [...people.values()].toSorted((one, other) => other.posts - one.posts || other.boosts - one.boosts);
}
