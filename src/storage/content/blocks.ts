import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { AccountDatabase } from '../account/account-database.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import { compactBytes } from '../compact-bytes.ts';
import { createRecentBlocks } from './recent-blocks.ts';

/** By multihash: the same bytes under another codec or CID version are the same block. */
const keyOf = (cid: CID): Uint8Array<ArrayBuffer> => compactBytes(cid.multihash.bytes);
const textKeyOf = (cid: CID): string => String.fromCharCode(...cid.multihash.bytes);

const recentBytes = 4 * 2 ** 20;

/**
 * Content-addressed bytes in the account's database. Relaxed durability: all of it can be fetched or built again. What was used a
 * moment ago is answered from memory: bytes of a hash never change, and a block that another tab has deleted meanwhile does no harm.
 * `has` always asks the database.
 */
export function blockRepository(database: AccountDatabase): BlockStore {
  const recent = createRecentBlocks(recentBytes);

  const read = async (cids: readonly CID[]): Promise<(Uint8Array | undefined)[]> => {
    const found = await database.read(['blocks'], (transaction) => {
      const store = transaction.objectStore('blocks');
      return Promise.all(cids.map((cid) => store.get(keyOf(cid))));
    });
    for (const [index, cid] of cids.entries()) {
      const bytes = found[index];
      if (bytes !== undefined) recent.put(textKeyOf(cid), bytes);
    }
    return found;
  };

  return {
    get: async (cid) => recent.get(textKeyOf(cid)) ?? (await read([cid]))[0],
    async getMany(cids) {
      const known = cids.map((cid) => recent.get(textKeyOf(cid)));
      const absent = cids.filter((_, index) => known[index] === undefined);
      if (absent.length === 0) return known;
      const rest = (await read(absent)).values();
      return known.map((bytes) => bytes ?? rest.next().value);
    },
    has: (cid) =>
      database.read(
        ['blocks'],
        async (transaction) => (await transaction.objectStore('blocks').getKey(keyOf(cid))) !== undefined,
      ),
    async putMany(blocks) {
      const compact = blocks.map(({ cid, bytes }) => ({ cid, bytes: compactBytes(bytes) }));
      await database.write(['blocks'], 'relaxed', async (transaction) => {
        const store = transaction.objectStore('blocks');
        for (const { cid, bytes } of compact) queuePut(store, bytes, keyOf(cid));
      });
      for (const { cid, bytes } of compact) recent.put(textKeyOf(cid), bytes);
    },
    async deleteMany(cids) {
      for (const cid of cids) recent.delete(textKeyOf(cid));
      await database.write(['blocks'], 'relaxed', async (transaction) => {
        const store = transaction.objectStore('blocks');
        for (const cid of cids) queueDelete(store, keyOf(cid));
      });
    },
  };
}
