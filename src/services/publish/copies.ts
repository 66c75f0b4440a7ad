import { CID } from 'multiformats/cid';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';
import type { Reach } from '../views/load-posts.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/** `everywhere`: each configured gateway has all of the newest tree. `untold`: not even its record has reached each. */
export type CopyState = 'everywhere' | 'on-the-way' | 'untold';

/**
 * Asks the gateways whether they have copied what was published last, and notes down who has. `exclusive` keeps others from changing the
 * tree while that is written.
 */
export async function lookForCopies(
  { store, network, gateways }: PublisherDependencies,
  exclusive: <Outcome>(run: () => Promise<Outcome>) => Promise<Outcome>,
): Promise<CopyState> {
  const asked = await store.ownTree();
  if (asked?.publishedRoot === undefined) return 'everywhere';
  const serving = await network.servedBy(didToIpnsName(store.did), CID.parse(asked.publishedRoot));
  await exclusive(async () => {
    const tree = await store.ownTree();
    // Published anew meanwhile: the next look asks for that.
    if (tree === undefined || tree.publishedRoot !== asked.publishedRoot || serving.length === 0) return;
    await store.putOwnTree({ ...tree, copies: { gateways: serving, fresh: [] } });
  });
  const missing = gateways().filter((origin) => !serving.includes(origin));
  if (missing.length === 0) return 'everywhere';
  return missing.every((origin) => tookRecord(asked, origin)) ? 'on-the-way' : 'untold';
}

function tookRecord({ announced, publishedSequence }: OwnTree, origin: string): boolean {
  return announced !== undefined && announced.sequence === publishedSequence && announced.gateways.includes(origin);
}

/** Gateways that have the own posts, and what they do not have yet. */
export function reachedGateways(tree: OwnTree | undefined): Pick<Reach, 'gateways' | 'fresh'> {
  return tree?.copies ?? { gateways: [], fresh: [] };
}
