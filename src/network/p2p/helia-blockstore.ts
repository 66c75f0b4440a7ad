import { BaseBlockstore } from 'blockstore-core';
import type { Blockstore, InputPair, Pair } from 'interface-blockstore';
import { NotFoundError } from 'interface-store';
import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';

/** Our block store as Helia and bitswap want it. It cannot be listed: `getAll` yields nothing. */
export function createHeliaBlockstore(blocks: BlockStore): Blockstore {
  return new HeliaBlockstore(blocks);
}

class HeliaBlockstore extends BaseBlockstore {
  readonly #blocks: BlockStore;

  constructor(blocks: BlockStore) {
    super();
    this.#blocks = blocks;
  }

  override has(cid: CID): Promise<boolean> {
    return this.#blocks.has(cid);
  }

  override async put(cid: CID, value: InputPair['bytes']): Promise<CID> {
    await this.#blocks.putMany([{ cid, bytes: await collect(value) }]);
    return cid;
  }

  override async *get(cid: CID): AsyncGenerator<Uint8Array> {
    const bytes = await this.#blocks.get(cid);
    if (!bytes) throw new NotFoundError();
    yield bytes;
  }

  override async delete(cid: CID): Promise<void> {
    await this.#blocks.deleteMany([cid]);
  }

  override async *getAll(): AsyncGenerator<Pair> {}
}

async function collect(value: InputPair['bytes']): Promise<Uint8Array> {
  if (value instanceof Uint8Array) return value;
  const pieces: Uint8Array[] = [];
  for await (const piece of value) pieces.push(piece);
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
