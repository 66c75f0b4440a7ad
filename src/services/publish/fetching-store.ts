import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Source } from '../../protocol/ports/network.ts';

/** Reads what is here, and fetches and keeps what is not. After its first failure the source is left alone. */
export function fetchingStore(
  blocks: BlockStore,
  source: Source,
  signal: AbortSignal | undefined,
): { readonly store: BlockStore; readonly failure: () => string | undefined } {
  let failure: string | undefined;

  async function getMany(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]> {
    const present = await blocks.getMany(cids);
    const wanted = cids.filter((_, index) => present[index] === undefined);
    if (wanted.length === 0 || failure !== undefined) return present;
    const fetched = await source.fetchBlocks(wanted, { signal });
    if (!fetched.ok) {
      failure = `${source.label}: ${'reason' in fetched.error ? fetched.error.reason : fetched.error.type}`;
      return present;
    }
    await blocks.putMany(fetched.value);
    const bytesByCid = new Map(fetched.value.map((block) => [block.cid.toString(), block.bytes]));
    return cids.map((cid, index) => present[index] ?? bytesByCid.get(cid.toString()));
  }

  const store: BlockStore = { ...blocks, getMany, get: async (cid) => (await getMany([cid]))[0] };
  return { store, failure: () => failure };
}
