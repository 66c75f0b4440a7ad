import { CarReader } from '@ipld/car/reader';
import type { Block } from '../../protocol/ports/block-store.ts';

/** The blocks of a CAR file in their order, unchecked; undefined when it is none. */
export async function readCar(bytes: Uint8Array): Promise<Block[] | undefined> {
  try {
    const reader = await CarReader.fromBytes(bytes);
    const blocks: Block[] = [];
    for await (const block of reader.blocks()) blocks.push({ cid: block.cid, bytes: block.bytes });
    return blocks;
  } catch {
    return undefined;
  }
}
