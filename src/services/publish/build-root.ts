import { CID } from 'multiformats/cid';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Rkey } from '../../protocol/brand.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';
import { updateAccountTree } from '../../protocol/tree/account-tree.ts';
import { removedBlocks } from '../../protocol/tree/diff.ts';
import { unusedMediaPaths, withMedia, type WithMedia } from './media-of.ts';
import { signedActor } from './signed-actor.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { addSuperseded } from './superseded-blocks.ts';

const embedding = new Set<OutboxRecord['type']>(['Create', 'Update']);

export interface BuildInput {
  /** The tree to append to; undefined starts a new one. */
  readonly root: CID | undefined;
  /** When `root` is what another device published: its head. */
  readonly head?: Head;
  /** What to append, ascending. */
  readonly chunks: Iterable<OutboxRecord[]> | AsyncIterable<OutboxRecord[]>;
  readonly previous: OwnTree | undefined;
  /** Activities in `root` that are not marked as published. */
  readonly pending: readonly Rkey[];
  /** Files that change besides, by tree path; null deletes. */
  readonly files?: ReadonlyMap<string, Uint8Array | null>;
}

/**
 * Builds the next root of the own tree and stores it: blocks first, then the one record that names the root, what is in it and
 * what it replaced. Nothing outside this device knows the new root yet. Killed before the record, the tree is as it was.
 */
export async function buildRoot(dependencies: PublisherDependencies, input: BuildInput): Promise<OwnTree> {
  const { store, clock } = dependencies;
  const pending = new Set(input.pending);
  const removed = new Map<string, CID>();
  const added = new Map<string, CID>();
  let { root } = input;
  let newest = input.previous?.newest;
  let { files } = input;

  async function append({ activities, media }: WithMedia): Promise<void> {
    const update = await updateAccountTree({
      store: store.blocks,
      root,
      signer: dependencies.signer,
      nowMs: clock.nowMs(),
      actor: root ? undefined : await signedActor(dependencies),
      activities,
      media,
      files,
      removeMedia: await unusedMediaPaths(store, activities),
      embeddedIn: async (id) => (await store.outboxFor(id)).filter(({ type }) => embedding.has(type)).map(({ rkey }) => rkey),
    });
    await store.blocks.putMany(update.added);
    for (const cid of update.removed) removed.set(cid.toString(), cid);
    for (const { cid } of update.added) {
      removed.delete(cid.toString());
      added.set(cid.toString(), cid);
    }
    root = update.root;
    files = undefined;
    newest = activities.at(-1)?.id ?? newest;
    for (const record of activities) if (record.state === 'waiting') pending.add(record.rkey);
  }

  for await (const activities of input.chunks) for await (const portion of withMedia(store, activities)) await append(portion);
  if (!root || (files && files.size > 0)) await append({ activities: [], media: [] });
  if (!root) throw new Error('a tree without a root');
  if (input.head && input.previous) {
    const ownRoot = CID.parse(input.previous.root);
    for (const cid of await removedBlocks(store.blocks, ownRoot, root)) removed.set(cid.toString(), cid);
  }
  // Whatever this device published before, the other's root stands under the name now; a merge may even come to the old own root again.
  const published =
    input.head === undefined
      ? { publishedRoot: input.previous?.publishedRoot, publishedSequence: input.previous?.publishedSequence }
      : { publishedRoot: input.head.root.toString(), publishedSequence: input.head.sequence };
  const tree: OwnTree = {
    ...input.previous,
    ...published,
    name: didToIpnsName(store.did),
    root: root.toString(),
    newest,
    pending: [...pending],
    superseded: addSuperseded(input.previous?.superseded ?? [], [...added.values()], [...removed.values()]),
  };
  await store.putOwnTree(tree);
  return tree;
}
