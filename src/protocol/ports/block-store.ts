import type { CID } from 'multiformats/cid';

export interface Block {
  readonly cid: CID;
  readonly bytes: Uint8Array;
}

/** Content-addressed bytes on this device. Rebuildable from the app database; nothing here is the only copy of a post. */
export interface BlockStore {
  get(cid: CID): Promise<Uint8Array | undefined>;
  /** The blocks that are here, in the order asked, `undefined` where absent. One transaction. */
  getMany(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]>;
  has(cid: CID): Promise<boolean>;
  /** All or nothing. Callers have checked that `bytes` hash to `cid`. */
  putMany(blocks: readonly Block[]): Promise<void>;
  deleteMany(cids: readonly CID[]): Promise<void>;
}
