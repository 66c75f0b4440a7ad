import { CarWriter } from '@ipld/car';
import type { CID } from 'multiformats/cid';
import type { Block, BlockStore } from '../../protocol/ports/block-store.ts';
import { decodeDirectory, decodePbNode } from '../../protocol/tree/directory.ts';

/** How much of what a path leads to goes into the CAR (Trustless Gateway specification, `dag-scope`). */
export type DagScope = 'block' | 'entity' | 'all';

export const parseDagScope = (text: string | null): DagScope | undefined =>
  text === null ? 'all' : text === 'block' || text === 'entity' || text === 'all' ? text : undefined;

/**
 * CARv1 in depth-first order without duplicates: the blocks along the path, then what `scope` says. Ends with an error, which
 * cuts the transfer off, when a block is not kept here: half a tree must not look like a whole one.
 */
export async function* carStream(
  blocks: BlockStore,
  path: readonly Block[],
  target: CID,
  scope: DagScope,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { writer, out } = CarWriter.create([path[0]?.cid ?? target]);
  const writing = (async () => {
    const sent = new Set<string>();
    for (const block of path) {
      sent.add(block.cid.toString());
      await writer.put(block);
    }
    for await (const block of dagBlocks(blocks, target, scope)) {
      const key = block.cid.toString();
      if (!sent.has(key)) await writer.put(block);
      sent.add(key);
    }
  })();
  let failure: unknown;
  writing.catch((error: unknown) => (failure = error)).finally(() => void writer.close());
  yield* out;
  if (failure !== undefined) throw failure;
}

async function* dagBlocks(blocks: BlockStore, target: CID, scope: DagScope): AsyncGenerator<Block, void, undefined> {
  const seen = new Set<string>();
  // A stack, not recursion: depth is the publisher's choice.
  const stack: CID[] = [target];
  for (let cid = stack.pop(); cid !== undefined; cid = stack.pop()) {
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    const bytes = await blocks.get(cid);
    if (bytes === undefined) throw new Error(`${cid.toString()} is not kept here`);
    yield { cid, bytes };
    if (scope === 'block') return;
    if (scope === 'entity' && decodeDirectory(cid, bytes) !== undefined) continue;
    stack.push(...(decodePbNode(cid, bytes)?.Links ?? []).map((link) => link.Hash).toReversed());
  }
}
