import { loadOnce } from '../../protocol/load-once.ts';
import type { RemoteStore } from '../../protocol/ports/fediverse.ts';
import { queuePut } from '../bulk-write.ts';
import { inPortions } from '../in-portions.ts';
import type { AccountDatabase } from './account-database.ts';

const loadRemembering = loadOnce(() => import('./remember-remote.ts'));
const loadPruning = loadOnce(() => import('./prune-posts.ts'));

/** People on servers who are followed by reading, and how far that got. */
export function remoteRepository(database: AccountDatabase): Omit<RemoteStore, 'follows'> {
  return {
    followsOf: (ids) =>
      database.read(['remoteFollows'], (transaction) => {
        const store = transaction.objectStore('remoteFollows');
        return Promise.all(ids.map((id) => store.get(id)));
      }),
    putFollows: (follows) =>
      database.write(['remoteFollows'], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('remoteFollows');
        const known = await Promise.all(follows.map(({ id }) => store.get(id)));
        follows.forEach((follow, place) => {
          if ((known[place]?.stampMs ?? 0) > follow.stampMs) return;
          queuePut(store, follow);
          touched.add('follows');
        });
      }),
    readState: (id) => database.read(['remoteReads'], (transaction) => transaction.objectStore('remoteReads').get(id)),
    readStatesOf: (ids) =>
      database.read(['remoteReads'], (transaction) => {
        const store = transaction.objectStore('remoteReads');
        return Promise.all(ids.map((id) => store.get(id)));
      }),
    readStates: () =>
      database.read(['remoteReads'], (transaction) => {
        const store = transaction.objectStore('remoteReads');
        return inPortions((...page) => store.getAll(...page));
      }),
    putReadStates: (states) =>
      database.write(['remoteReads'], 'relaxed', async (transaction, touched) => {
        for (const state of states) queuePut(transaction.objectStore('remoteReads'), state);
        if (states.length > 0) touched.add('remote');
      }),
    async remember(person, change) {
      const { rememberRemote } = await loadRemembering();
      return database.write(['people', 'remoteReads', 'searchQueue'], 'relaxed', (transaction, touched) =>
        rememberRemote(transaction, touched, person, change),
      );
    },
    async prunePosts(author, keep, me) {
      const { prunePosts, pruneStores } = await loadPruning();
      return database.write(pruneStores, 'relaxed', (transaction, touched) => prunePosts(transaction, touched, author, keep, me));
    },
  };
}
