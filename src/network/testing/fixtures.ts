import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Signer } from '../../protocol/ports/crypto.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { updatePaths } from '../../protocol/tree/update-paths.ts';

/** A signer that is the same in every run. */
export const testSigner = (seed: number): Signer => createSeedSigner(new Uint8Array(32).fill(seed));

/** Bytes that differ from file to file. */
export const testBytes = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 7 + (index >> 8) * seed) & 0xff);

/** Puts files into a tree in `blocks` and returns its root. */
export async function putFiles(blocks: BlockStore, files: Readonly<Record<string, Uint8Array>>, root?: CID): Promise<CID> {
  const update = await updatePaths(blocks, root, new Map(Object.entries(files)));
  await blocks.putMany(update.added);
  return update.root;
}

/** Waits until `condition` holds; fails after `timeoutMs`. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > endMs) throw new Error(`waited in vain for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
