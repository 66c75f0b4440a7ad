import { decode as decodeNode } from '@ipld/dag-pb';
import type { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Network } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { rawCode } from '../../protocol/tree/block.ts';
import { decodeDirectory } from '../../protocol/tree/directory.ts';
import { fetchingStore } from './fetching-store.ts';

/** More than an account of a lifetime has; a guard against a tree without end. */
const blocksLimit = 4_000_000;
const depthLimit = 32;
const batchSize = 128;

export interface CopyOptions {
  readonly name: IpnsName;
  readonly root: CID;
  /** Root of a tree that is here completely; what both have in the same place is not looked at. */
  readonly base?: CID;
  readonly via: readonly string[];
  readonly signal?: AbortSignal;
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
  const { root, base, via, signal } = options;
  let reason = 'nobody who has the posts of this account can be reached now';
  if (await isComplete(blocks, root, base)) return ok(undefined);
  for await (const source of network.sources(options.name, { via, signal })) {
    if (signal?.aborted) break;
    const fetching = fetchingStore(blocks, source, signal);
    if (await isComplete(fetching.store, root, base)) return ok(undefined);
    reason = fetching.failure() ?? `${source.label} has only a part of the posts`;
  }
  return err({ reason: signal?.aborted ? 'it took too long' : reason });
}

interface Place {
  readonly path: string;
  readonly cid: CID;
  /** What the base has in the same place. */
  readonly base: CID | undefined;
}

/** Reads every block below `root` that is not in the same place below `base`, level by level. */
async function isComplete(blocks: BlockStore, root: CID, base: CID | undefined): Promise<boolean> {
  const seen = new Set<string>();
  let complete = true;
  let level: Place[] = base?.equals(root) ? [] : [{ path: '', cid: root, base }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthLimit || seen.size > blocksLimit) return false;
    const next: Place[] = [];
    for (let start = 0; start < level.length; start += batchSize) {
      const places = level.slice(start, start + batchSize);
      const [found, before] = await Promise.all([
        blocks.getMany(places.map(({ cid }) => cid)),
        Promise.all(places.map(async (place) => place.base && blocks.get(place.base))),
      ]);
      for (const [index, place] of places.entries()) {
        const bytes = found[index];
        if (!bytes) complete &&= place.path === 'm' || place.path.startsWith('m/');
        else next.push(...below(place, bytes, before[index]).filter(({ cid }) => !seen.has(cid.toString())));
      }
      for (const { cid } of next) seen.add(cid.toString());
    }
    level = next;
  }
  return complete;
}

function below(place: Place, bytes: Uint8Array, baseBytes: Uint8Array | undefined): Place[] {
  if (place.cid.code === rawCode) return [];
  const entries = decodeDirectory(place.cid, bytes);
  if (!entries) return decodeNode(bytes).Links.map(({ Hash: cid }) => ({ path: place.path, cid, base: undefined }));
  const baseEntries = place.base && baseBytes && decodeDirectory(place.base, baseBytes);
  return [...entries.values()].flatMap(({ name, cid }) => {
    const base = baseEntries?.get(name)?.cid;
    return base?.equals(cid) ? [] : [{ path: place.path === '' ? name : `${place.path}/${name}`, cid, base }];
  });
}
