import type { AccountStore } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import type { AccountDatabase } from './account-database.ts';

type PeopleMethods = 'person' | 'people' | 'follows' | 'moderation' | 'putModeration' | 'putModerations';

/** More than a screen shows at once. */
const many = 200;

/**
 * People known, followed, muted and blocked. Follows and moderation are mergeable: an entry with a lower stamp than the stored one is
 * ignored, and the lists include the removed ones.
 */
export function peopleRepository(database: AccountDatabase): Pick<AccountStore, PeopleMethods> {
  const putModerations: AccountStore['putModerations'] = (entries) =>
    database.write(['moderation'], 'strict', async (transaction, touched) => {
      const store = transaction.objectStore('moderation');
      const known = await Promise.all(entries.map(({ target, kind }) => store.get([target, kind])));
      entries.forEach((entry, place) => {
        if ((known[place]?.stampMs ?? 0) > entry.stampMs) return;
        queuePut(store, entry);
        touched.add('moderation');
      });
    });
  return {
    person: (id) => database.read(['people'], (transaction) => transaction.objectStore('people').get(id)),
    people: async (ids) =>
      ids.length > many
        ? (await import('./many-people.ts')).manyPeople(database, ids)
        : database.read(['people'], (transaction) => {
            const store = transaction.objectStore('people');
            return Promise.all(ids.map((id) => store.get(id)));
          }),
    follows: () => database.read(['follows'], (transaction) => transaction.objectStore('follows').getAll()),
    moderation: () => database.read(['moderation'], (transaction) => transaction.objectStore('moderation').getAll()),
    putModeration: (entry) => putModerations([entry]),
    putModerations,
  };
}
