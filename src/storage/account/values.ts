import type { Profile } from '../../protocol/ports/records.ts';
import type { AccountStore, ChangeTopic, OwnTree } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import type { AccountDatabase } from './account-database.ts';

type ValueMethods = 'profile' | 'putProfile' | 'setting' | 'putSetting' | 'ownTree' | 'putOwnTree';

/** Single values of the account: profile, settings, state of the own tree. Read back as they were put. */
export function valueRepository(database: AccountDatabase): Pick<AccountStore, ValueMethods> {
  const get = (key: string): Promise<unknown> =>
    database.read(['values'], (transaction) => transaction.objectStore('values').get(key));
  const put = (key: string, value: unknown, topic?: ChangeTopic): Promise<void> =>
    database.write(['values'], 'strict', async (transaction, touched) => {
      queuePut(transaction.objectStore('values'), value, key);
      if (topic !== undefined) touched.add(topic);
    });
  return {
    profile: () => get('profile') as Promise<Profile | undefined>,
    putProfile: (profile) => put('profile', profile, 'profile'),
    setting: <T>(key: string) => get(`setting:${key}`) as Promise<T | undefined>,
    putSetting: (key, value) => put(`setting:${key}`, value, 'settings'),
    ownTree: () => get('tree') as Promise<OwnTree | undefined>,
    putOwnTree: (tree) => put('tree', tree),
  };
}
