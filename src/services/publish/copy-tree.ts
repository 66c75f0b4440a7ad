import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Network, Source } from '../../protocol/ports/network.ts';
import type { IpnsName } from '../../protocol/brand.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { walkTree } from '../../protocol/tree/walk.ts';

/** More than an account of a lifetime has; a guard against a tree without end. */
const blocksLimit = 4_000_000;

export interface CopyOptions {
  readonly name: IpnsName;
  readonly root: CID;
  readonly via: readonly string[];
  readonly signal?: AbortSignal;
  readonly onBlocks?: (count: number) => void;
}

/**
 * Copies a whole tree onto this device from whoever has it, several sources after one another; what is here already is not asked
 * for, so an interrupted copy goes on. Pictures that nobody has are no reason to fail.
 */
export async function copyTree(
  blocks: BlockStore,
  network: Network,
  options: CopyOptions,
): Promise<Result<void, { readonly reason: string }>> {
  const { root, via, signal } = options;
  let reason = 'nobody who has the posts of this account can be reached now';
  if ((await missingDocuments(blocks, root)) === 0) return ok(undefined);
  for await (const source of network.sources(options.name, { via, signal })) {
    if (signal?.aborted) break;
    const fetching = fetchingStore(blocks, source, options);
    if ((await missingDocuments(fetching.store, root)) === 0) return ok(undefined);
    reason = fetching.failure() ?? `${source.label} has only a part of the posts`;
  }
  return err({ reason: signal?.aborted ? 'it took too long' : reason });
}

async function missingDocuments(blocks: BlockStore, root: CID): Promise<number> {
  let missing = 0;
  for await (const step of walkTree(blocks, root, { maxBlocks: blocksLimit })) {
    if (step.kind === 'missing' && !step.path.startsWith('m/') && step.path !== 'm') missing += 1;
  }
  return missing;
}

/** Reads what is here, fetches and keeps what is not. After its first failure the source is left alone. */
function fetchingStore(
  blocks: BlockStore,
  source: Source,
  { signal, onBlocks }: CopyOptions,
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
    const bytesByCid = new Map(fetched.value.map((block) => [block.cid.toString(), block.bytes]));
    const useful = wanted.flatMap((cid) => {
      const bytes = bytesByCid.get(cid.toString());
      return bytes ? [{ cid, bytes }] : [];
    });
    await blocks.putMany(useful);
    onBlocks?.(useful.length);
    return cids.map((cid, index) => present[index] ?? bytesByCid.get(cid.toString()));
  }

  const store: BlockStore = { ...blocks, getMany, get: async (cid) => (await getMany([cid]))[0] };
  return { store, failure: () => failure };
}
