import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AccountStore, PostTally } from '../../protocol/ports/store.ts';
import { allOf } from '../newest-first.ts';
import type { AccountDatabase } from './account-database.ts';

/** Fewer reactions than this are told by their keys in one request; of a page of posts every request counts. */
const few = 40;

/** How often posts were answered and reacted to: counted in the indexes, without reading what is counted. */
export function tallyRepository(database: AccountDatabase): Pick<AccountStore, 'tallies'> {
  return {
    tallies: (ids, me) =>
      database.read(['posts', 'reactions'], (transaction) => {
        const answers = transaction.objectStore('posts').index('inReplyTo');
        const reactions = transaction.objectStore('reactions');
        async function reactionsTo(id: ObjectId): Promise<Omit<PostTally, 'replies'>> {
          const keys = await reactions.getAllKeys(allOf([id]), few);
          if (keys.length < few) return tallyOf(keys, me);
          const [likes, boosts, liked, boosted] = await Promise.all([
            reactions.count(allOf([id, 'like'])),
            reactions.count(allOf([id, 'boost'])),
            reactions.getKey([id, 'like', me]),
            reactions.getKey([id, 'boost', me]),
          ]);
          return { likes, boosts, liked: liked !== undefined, boosted: boosted !== undefined };
        }
        return Promise.all(
          ids.map(async (id) => {
            const [replies, counted] = await Promise.all([answers.count(allOf([id])), reactionsTo(id)]);
            return { replies, ...counted };
          }),
        );
      }),
  };
}

function tallyOf(keys: readonly (readonly [ObjectId, string, string])[], me: Did): Omit<PostTally, 'replies'> {
  const actors = (type: 'like' | 'boost'): string[] => keys.filter((key) => key[1] === type).map((key) => key[2]);
  const [likes, boosts] = [actors('like'), actors('boost')];
  return { likes: likes.length, boosts: boosts.length, liked: likes.includes(me), boosted: boosts.includes(me) };
}
