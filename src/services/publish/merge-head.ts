import { CID } from 'multiformats/cid';
import type { ObjectId, Rkey } from '../../protocol/brand.ts';
import { parseRkey } from '../../protocol/identity/rkey.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import { ok, type Result } from '../../protocol/result.ts';
import type { PrivateSync } from '../private-state/private-sync.ts';
import { adoptHead, type AdoptError, type AdoptOptions } from './adopt-head.ts';
import { adoptProfile } from './adopt-profile.ts';
import { buildRoot } from './build-root.ts';
import { changedPages, idsOnPages } from './changed-pages.ts';
import { missingChunks } from './outbox-chunks.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/**
 * The tree that another device published becomes the base; what it does not have is appended, ids and proofs unchanged
 * (bridge-spec section 10). A union by id: nothing is lost, nothing is doubled, whichever device does it. The private state is merged
 * along (section 17).
 */
export async function mergeHead(
  dependencies: PublisherDependencies,
  privateState: PrivateSync,
  head: Head,
  options: AdoptOptions = {},
): Promise<Result<void, AdoptError>> {
  const { store, clock } = dependencies;
  const previous = await store.ownTree();
  const ownRoot = previous && CID.parse(previous.root);
  const base = ownRoot && (await store.blocks.has(ownRoot)) ? ownRoot : undefined;
  const adopted = await adoptHead(dependencies, head, base, options);
  if (!adopted.ok) return adopted;
  const theirs = adopted.value;
  // Pages that both trees have in common need no look: what is on them is in both.
  const ours =
    base && (await idsOnPages(store.blocks, store.did, base, await changedPages(store.blocks, store.did, base, head.root)));
  const waiting = await store.waitingKeys();
  const isMissing = (record: OutboxRecord): boolean =>
    !theirs.has(record.id) && (ours === undefined || ours.has(record.id) || record.state === 'waiting');
  const from = ours && oldestOf([...ours], waiting);
  await adoptProfile(dependencies, head.root, isMissing);
  const { files } = await privateState.withTree(head.root);
  const chunks = missingChunks(store, isMissing, clock.nowMs(), from);
  await buildRoot(dependencies, { root: head.root, head, chunks, previous, pending: [], files });
  return ok(undefined);
}

function oldestOf(ids: readonly ObjectId[], waiting: readonly Rkey[]): Rkey | undefined {
  const rkeys = [...ids.flatMap((id) => parseRkey(id.slice(id.indexOf('#') + 1)) ?? []), ...waiting];
  return rkeys.toSorted()[0];
}
