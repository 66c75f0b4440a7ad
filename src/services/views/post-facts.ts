import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { PostFacts } from './post-view.ts';

export const noFacts: PostFacts = { replies: 0, likes: 0, boosts: 0, liked: false, boosted: false };

/** Counts for a page of posts (at most some dozens), read side by side. */
export async function loadPostFacts(store: AccountStore, me: Did, ids: readonly ObjectId[]): Promise<Map<ObjectId, PostFacts>> {
  const facts = await Promise.all(ids.map((id) => factsOf(store, me, id)));
  return new Map(ids.map((id, index) => [id, facts[index] ?? noFacts]));
}

async function factsOf(store: AccountStore, me: Did, id: ObjectId): Promise<PostFacts> {
  const [replies, reactions] = await Promise.all([store.replies(id), store.reactions(id)]);
  const likes = reactions.filter((reaction) => reaction.type === 'like');
  const boosts = reactions.filter((reaction) => reaction.type === 'boost');
  return {
    replies: replies.filter((reply) => reply.deleted !== true).length,
    likes: likes.length,
    boosts: boosts.length,
    liked: likes.some((like) => like.actor === me),
    boosted: boosts.some((boost) => boost.actor === me),
  };
}
