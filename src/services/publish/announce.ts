import { CID } from 'multiformats/cid';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { type Head, type Network, NewerHead } from '../../protocol/ports/network.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';
import { isForeign } from './foreign-head.ts';
import { announcedBy } from './publish-root.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

const renewBeforeEndMs = 30 * 24 * 60 * 60 * 1000;

/** Announces what is published again; in the last month of its validity a fresh record is signed for the same root. */
export async function announceAgain(dependencies: PublisherDependencies): Promise<Head | undefined> {
  const { store, network, clock } = dependencies;
  const tree = await store.ownTree();
  const known = await store.heads.get(didToIpnsName(store.did));
  if (!tree?.publishedRoot || known?.root.toString() !== tree.publishedRoot) return undefined;
  const renew = known.validUntilMs - clock.nowMs() < renewBeforeEndMs;
  const announced = renew
    ? await renewed(dependencies, tree, tree.publishedRoot)
    : { head: known, report: await network.announce(known) };
  if (announced === undefined) return undefined;
  const { head, report } = announced;
  await store.putOwnTree({ ...tree, publishedSequence: head.sequence, announced: announcedBy(tree, head, report) });
  return head;
}

/** Undefined: another device has published meanwhile, and has a record of its own. */
async function renewed(
  { network, signer }: PublisherDependencies,
  tree: OwnTree,
  root: string,
): Promise<Awaited<ReturnType<Network['publish']>> | undefined> {
  try {
    return await network.publish(signer, CID.parse(root), { mayReplace: (newest) => !isForeign(newest, tree) });
  } catch (error) {
    if (error instanceof NewerHead) return undefined;
    throw error;
  }
}
