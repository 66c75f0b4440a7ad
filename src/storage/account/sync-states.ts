import type { SyncRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import { compactBytes } from '../compact-bytes.ts';
import type { AccountDatabase } from './account-database.ts';
import type { StoredSync } from './account-schema.ts';

export function toStoredSync({ root, ...rest }: SyncRecord): StoredSync {
  return root === undefined ? rest : { ...rest, root: compactBytes(root.bytes) };
}

/** The class CID (4 kB gzip) loads with the first state that has a root, not with the app. */
async function fromStoredSyncs(stored: readonly StoredSync[]): Promise<SyncRecord[]> {
  const decode = stored.some(({ root }) => root !== undefined) ? (await import('multiformats/cid')).CID.decode : undefined;
  return stored.map(({ root, ...rest }) => (root === undefined ? rest : { ...rest, root: decode?.(root) }));
}

export type SyncMethods = 'syncState' | 'syncStates' | 'putSyncState';

/** Where the reading of each account stands. */
export function syncRepository(database: AccountDatabase): Pick<AccountStore, SyncMethods> {
  return {
    async syncState(did) {
      const stored = await database.read(['sync'], (transaction) => transaction.objectStore('sync').get(did));
      return stored === undefined ? undefined : (await fromStoredSyncs([stored]))[0];
    },
    async syncStates() {
      return fromStoredSyncs(await database.read(['sync'], (transaction) => transaction.objectStore('sync').getAll()));
    },
    putSyncState: (state) =>
      database.write(['sync'], 'relaxed', async (transaction, touched) => {
        queuePut(transaction.objectStore('sync'), toStoredSync(state));
        touched.add('sync');
      }),
  };
}
