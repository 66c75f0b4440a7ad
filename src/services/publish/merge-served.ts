import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { PrivateSync } from '../private-state/private-sync.ts';
import type { AdoptOptions } from './adopt-head.ts';
import { doNotWaitFor } from './foreign-head.ts';
import { mergeHead } from './merge-head.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/**
 * Takes the trees that gateways have completely and serve, when nobody has the tree of `head`: the device that made it was switched off,
 * or lost, before anybody had copied it. Without this an account whose last copy of its newest tree is gone could not be restored at all.
 * Answers whether there was one.
 */
export async function mergeServed(
  dependencies: PublisherDependencies,
  privateState: PrivateSync,
  head: Head,
  options: AdoptOptions,
): Promise<boolean> {
  const { store, network } = dependencies;
  const name = didToIpnsName(store.did);
  const seen = new Set([head.root.toString()]);
  let found = false;
  for await (const source of network.sources(name, { via: dependencies.gateways(), signal: options.signal })) {
    const root = await source.servedRoot?.(name, { signal: options.signal });
    if (root === undefined || seen.has(root.toString())) continue;
    seen.add(root.toString());
    const merged = await mergeHead(dependencies, privateState, { ...head, root }, options);
    found ||= merged.ok;
  }
  if (found) await doNotWaitFor(dependencies, head);
  return found;
}
