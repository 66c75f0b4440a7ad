import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { AccountDatabase } from '../account/account-database.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import { compactBytes } from '../compact-bytes.ts';

/** By multihash: the same bytes under another codec or CID version are the same block. */
const keyOf = (cid: CID): Uint8Array<ArrayBuffer> => compactBytes(cid.multihash.bytes);

/** Content-addressed bytes in the account's database. Relaxed durability: all of it can be fetched or built again. */
export function blockRepository(database: AccountDatabase): BlockStore {
  return {
    get: (cid) => database.read(['blocks'], (transaction) => transaction.objectStore('blocks').get(keyOf(cid))),
    getMany: (cids) =>
      database.read(['blocks'], (transaction) => {
        const store = transaction.objectStore('blocks');
        return Promise.all(cids.map((cid) => store.get(keyOf(cid))));
      }),
    has: (cid) =>
      database.read(
        ['blocks'],
        async (transaction) => (await transaction.objectStore('blocks').getKey(keyOf(cid))) !== undefined,
      ),
    putMany: (blocks) =>
      database.write(['blocks'], 'relaxed', async (transaction) => {
        const store = transaction.objectStore('blocks');
        for (const { cid, bytes } of blocks) queuePut(store, compactBytes(bytes), keyOf(cid));
      }),
    deleteMany: (cids) =>
      database.write(['blocks'], 'relaxed', async (transaction) => {
        const store = transaction.objectStore('blocks');
        for (const cid of cids) queueDelete(store, keyOf(cid));
      }),
  };
}
