import type { CID } from 'multiformats/cid';
import { checkDocument, checkPage } from '../../protocol/activity-streams/check.ts';
import type { Did } from '../../protocol/brand.ts';
import { accountPaths, pageNumberOf, pagePath } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { walkTree } from '../../protocol/tree/walk.ts';

/** All activities of a published tree, oldest first, every document checked as a stranger would. */
export async function readPublished(blocks: BlockStore, root: CID, did: Did): Promise<JsonObject[]> {
  const verifier = createVerifier();
  const read = async (path: string): Promise<Uint8Array> => {
    const bytes = await readPath(blocks, root, path);
    if (!bytes) throw new Error(`${path} is missing`);
    return bytes;
  };
  const outbox = await checkDocument(await read(accountPaths(did).outbox), did, verifier, 'outbox');
  if (!outbox.ok) throw new Error(outbox.error.detail);
  const actor = await checkDocument(await read(accountPaths(did).actor), did, verifier, 'actor');
  if (!actor.ok) throw new Error(actor.error.detail);
  const activities: JsonObject[] = [];
  for (let page = 0; page <= (pageNumberOf(outbox.value.value.first) ?? 0); page += 1) {
    const checked = await checkPage(await read(pagePath(did, page)), did, verifier);
    if (!checked.ok) throw new Error(`page ${page}: ${checked.error.detail}`);
    for (const activity of checked.value.activities.toReversed()) {
      if (!activity.ok) throw new Error(activity.error.detail);
      activities.push(activity.value.document);
    }
  }
  if (activities.length !== outbox.value.value.totalItems) throw new Error('totalItems is wrong');
  return activities;
}

/** Number of blocks of a whole tree; throws when one is not there. */
export async function countBlocks(blocks: BlockStore, root: CID): Promise<number> {
  let count = 0;
  for await (const step of walkTree(blocks, root)) {
    if (step.kind === 'missing') throw new Error(`a block of ${step.path} is missing`);
    count += 1;
  }
  return count;
}
