import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { CID } from 'multiformats/cid';
import type { Database } from './database/database.ts';

/** Where a block's bytes are in the database. */
export const blockKey = (cid: CID): string => `/blocks/${cid.toString()}`;

/** Blocks in the gateway's database. Who they are kept for is `KeptBlocks`' business. */
export function createLevelBlockStore(database: Database): BlockStore {
  const { level } = database;
  return {
    get: (cid) => level.get(blockKey(cid)),
    getMany: (cids) => level.getMany(cids.map(blockKey)),
    has: async (cid) => (await level.get(blockKey(cid))) !== undefined,
    putMany: (blocks) => database.write(blocks.map(({ cid, bytes }) => ({ type: 'put', key: blockKey(cid), value: bytes }))),
    deleteMany: (cids) => database.write(cids.map((cid) => ({ type: 'del', key: blockKey(cid) }))),
  };
}
