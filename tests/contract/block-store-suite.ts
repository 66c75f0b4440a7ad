import { CID } from 'multiformats/cid';
import { create } from 'multiformats/hashes/digest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Block, BlockStore } from '../../src/protocol/ports/block-store.ts';

const rawCodec = 0x55;
const sha256Code = 0x12;

/** A block with a made-up hash: stores trust their callers to have checked it. */
function block(seed: number, size = 8): Block {
  const bytes = new Uint8Array(size).fill(seed);
  return { cid: CID.createV1(rawCodec, create(sha256Code, new Uint8Array(32).fill(seed))), bytes };
}

/** What every BlockStore must do. `open` gives an empty one. */
export function describeBlockStore(name: string, open: () => Promise<BlockStore>): void {
  describe(`BlockStore over ${name}`, () => {
    let store: BlockStore;
    beforeEach(async () => {
      store = await open();
    });

    it('gives back what was put, and knows what it has', async () => {
      await store.putMany([block(1), block(2)]);
      expect(await store.get(block(1).cid)).toEqual(block(1).bytes);
      expect(await store.has(block(2).cid)).toBe(true);
      expect(await store.has(block(3).cid)).toBe(false);
      expect(await store.get(block(3).cid)).toBeUndefined();
    });

    it('answers in the order asked, undefined where absent', async () => {
      await store.putMany([block(1), block(2)]);
      const asked = [block(2), block(3), block(1), block(2)].map(({ cid }) => cid);
      expect(await store.getMany(asked)).toEqual([block(2).bytes, undefined, block(1).bytes, block(2).bytes]);
      expect(await store.getMany([])).toEqual([]);
    });

    it('takes the same block again', async () => {
      await store.putMany([block(1), block(1)]);
      await store.putMany([block(1)]);
      expect(await store.get(block(1).cid)).toEqual(block(1).bytes);
    });

    it('finds a block by a CID that was parsed anew', async () => {
      await store.putMany([block(1)]);
      expect(await store.has(CID.parse(block(1).cid.toString()))).toBe(true);
    });

    it('deletes what it is asked to and nothing else', async () => {
      await store.putMany([block(1), block(2)]);
      await store.deleteMany([block(1).cid, block(3).cid]);
      expect(await store.has(block(1).cid)).toBe(false);
      expect(await store.has(block(2).cid)).toBe(true);
      await store.deleteMany([]);
      await store.putMany([]);
    });

    it('keeps a block cut from a larger message whole, and only it', async () => {
      const message = new Uint8Array(4096).fill(7);
      const part = { cid: block(7).cid, bytes: message.subarray(100, 108) };
      await store.putMany([part]);
      expect(await store.get(part.cid)).toEqual(new Uint8Array(8).fill(7));
    });

    it('holds many', async () => {
      const many = Array.from({ length: 200 }, (_, index) => block(index, 1000 + index));
      await store.putMany(many);
      const found = await store.getMany(many.map(({ cid }) => cid));
      expect(found.map((bytes) => bytes?.length)).toEqual(many.map(({ bytes }) => bytes.length));
    });
  });
}
