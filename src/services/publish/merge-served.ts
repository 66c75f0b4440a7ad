import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { PrivateSync } from '../private-state/private-sync.ts';
import { servedRoots } from '../read/served-roots.ts';
import { adoptHead, type AdoptOptions } from './adopt-head.ts';
import { adoptProfile } from './adopt-profile.ts';
import { buildRoot } from './build-root.ts';
import { doNotWaitFor } from './foreign-head.ts';
import { rebuildChunks } from './outbox-chunks.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/**
 * Takes in what gateways have completely and serve, when nobody has the tree of `head`: the device that made it was switched off, or lost,
 * before anybody had copied it. Without this an account whose last copy of its newest tree is gone could not be restored at all. Answers
 * whether there was anything.
 *
 * No record of the owner's names these trees: whatever in them is not signed could be the gateway's. So none becomes the base of the own
 * tree; that is built anew of the activities, which are checked one by one, and of the private state, which only the owner can have written.
 */
export async function mergeServed(
  dependencies: PublisherDependencies,
  privateState: PrivateSync,
  head: Head,
  options: AdoptOptions,
): Promise<boolean> {
  const { store, network, clock } = dependencies;
  const name = didToIpnsName(store.did);
  let found = false;
  const served = { via: dependencies.gateways(), signal: options.signal, except: head.root };
  for await (const root of servedRoots(network, name, served)) {
    const adopted = await adoptHead(dependencies, { ...head, root }, undefined, options);
    if (!adopted.ok) continue;
    await adoptProfile(dependencies, root, ({ id }) => !adopted.value.has(id));
    await privateState.withTree(root);
    found = true;
  }
  if (!found) return false;
  const previous = await store.ownTree();
  const { files } = await privateState.withTree(undefined);
  const chunks = rebuildChunks(store, clock.nowMs());
  await buildRoot(dependencies, { root: undefined, chunks, previous, pending: [], files });
  await doNotWaitFor(dependencies, head);
  return true;
}
