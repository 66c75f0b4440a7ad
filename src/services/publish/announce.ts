import { CID } from 'multiformats/cid';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Head } from '../../protocol/ports/network.ts';
import { isForeign } from './foreign-head.ts';
import { announcedBy } from './publish-root.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

const renewBeforeEndMs = 30 * 24 * 60 * 60 * 1000;

/** Announces what is published again; in the last month of its validity a fresh record is signed for the same root. */
export async function announceAgain(dependencies: PublisherDependencies): Promise<Head | undefined> {
  const { store, network, clock, signer } = dependencies;
  const tree = await store.ownTree();
  const known = await store.heads.get(didToIpnsName(store.did));
  if (!tree?.publishedRoot || known?.root.toString() !== tree.publishedRoot) return undefined;
  const renew = known.validUntilMs - clock.nowMs() < renewBeforeEndMs;
  const { head, report } = renew
    ? await network.publish(signer, CID.parse(tree.publishedRoot), { mayReplace: (newest) => !isForeign(newest, tree) })
    : { head: known, report: await network.announce(known) };
  await store.putOwnTree({ ...tree, publishedSequence: head.sequence, announced: announcedBy(tree, head, report) });
  return head;
}
