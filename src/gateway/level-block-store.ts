import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { CID } from 'multiformats/cid';
import type { Database } from './database/database.ts';

/** Where a block's bytes are in the database. */
export const blockKey = (cid: CID): string => `/blocks/${cid.toString()}`;

/** Blocks in the gateway's database. Who they are kept for is `KeptBlocks`' business. */
export function createLevelBlockStore(database: Database): BlockStore {
  const { level } = database;
  return {
    get: async (cid) => plain(await level.get(blockKey(cid))),
    getMany: async (cids) => (await level.getMany(cids.map(blockKey))).map(plain),
    has: async (cid) => (await level.get(blockKey(cid))) !== undefined,
    putMany: (blocks) => database.write(blocks.map(({ cid, bytes }) => ({ type: 'put', key: blockKey(cid), value: bytes }))),
    deleteMany: (cids) => database.write(cids.map((cid) => ({ type: 'del', key: blockKey(cid) }))),
  };
}

/** The database hands out Node's Buffers, which differ from Uint8Array in what `slice` does. */
const plain = (bytes: Uint8Array | undefined): Uint8Array | undefined =>
  bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
