import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { readPath } from '../../protocol/tree/read-path.ts';

/** The actor of a tree that is served, and so was checked when it was copied; undefined when there is none. */
export async function readServedActor(blocks: BlockStore, did: Did, root: CID | undefined): Promise<JsonObject | undefined> {
  const bytes = root === undefined ? undefined : await readPath(blocks, root, accountPaths(did).actor);
  const actor = bytes === undefined ? undefined : parseSigned(bytes);
  return actor?.ok === true ? actor.value : undefined;
}
