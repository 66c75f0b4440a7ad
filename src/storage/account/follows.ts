import type { AccountStore } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import type { AccountDatabase } from './account-database.ts';

export type FollowMethods = 'followOf' | 'putFollow';

/** One follow at a time: what comes for one of thousands must not read them all. */
export function followRepository(database: AccountDatabase): Pick<AccountStore, FollowMethods> {
  return {
    followOf: (did) => database.read(['follows'], (transaction) => transaction.objectStore('follows').get(did)),
    putFollow: (follow) =>
      database.write(['follows'], 'strict', async (transaction, touched) => {
        const store = transaction.objectStore('follows');
        const before = await store.get(follow.did);
        if (before !== undefined && before.stampMs > follow.stampMs) return;
        queuePut(store, follow);
        touched.add('follows');
      }),
  };
}
