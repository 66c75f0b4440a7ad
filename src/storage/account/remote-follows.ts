import type { RemoteStore } from '../../protocol/ports/fediverse.ts';
import { inPortions } from '../in-portions.ts';
import type { AccountDatabase } from './account-database.ts';

/** Which people on servers are followed: all that the first screen asks of them. */
export const remoteFollowReadings = (database: AccountDatabase): Pick<RemoteStore, 'follows'> => ({
  follows: () =>
    database.read(['remoteFollows'], (transaction) => {
      const store = transaction.objectStore('remoteFollows');
      return inPortions((...page) => store.getAll(...page));
    }),
});
