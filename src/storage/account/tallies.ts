import type { AccountStore } from '../../protocol/ports/store.ts';
import { allOf } from '../newest-first.ts';
import type { AccountDatabase } from './account-database.ts';

/** How often posts were answered and reacted to: counted in the indexes, without reading what is counted. */
export function tallyRepository(database: AccountDatabase): Pick<AccountStore, 'tallies'> {
  return {
    tallies: (ids, me) =>
      database.read(['posts', 'reactions'], (transaction) => {
        const answers = transaction.objectStore('posts').index('inReplyTo');
        const reactions = transaction.objectStore('reactions');
        return Promise.all(
          ids.map(async (id) => {
            const [replies, likes, boosts, liked, boosted] = await Promise.all([
              answers.count(allOf([id])),
              reactions.count(allOf([id, 'like'])),
              reactions.count(allOf([id, 'boost'])),
              reactions.getKey([id, 'like', me]),
              reactions.getKey([id, 'boost', me]),
            ]);
            return { replies, likes, boosts, liked: liked !== undefined, boosted: boosted !== undefined };
          }),
        );
      }),
  };
}
