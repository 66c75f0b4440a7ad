import { CID } from 'multiformats/cid';
import type { AnnounceReport, Head } from '../../protocol/ports/network.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';
import { isForeign } from './foreign-head.ts';
import { queueLetters } from './letter-queue.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { collectSuperseded } from './superseded-blocks.ts';

/** A root went out under the account's name; `report` says how far. */
export interface Published {
  readonly type: 'published';
  readonly head: Head;
  readonly report: AnnounceReport;
  /** What left with it; of very many, the first. */
  readonly activities: readonly OutboxRecord[];
}

/** Activities that are noted as published in one transaction. */
const atOnce = 250;
const mostTold = 1000;
const mostFresh = 1000;

/**
 * Signs, stores and announces the record of a root that is built already. `givenUp`: a head of another device that is not waited for any
 * more. Rejects with `NewerHead` when yet another one has come since the tree was built.
 */
export async function publishRoot(dependencies: PublisherDependencies, tree: OwnTree, givenUp?: Head): Promise<Published> {
  const { head, report } = await dependencies.network.publish(dependencies.signer, CID.parse(tree.root), {
    mayReplace: (known) => !isForeign(known, tree) || known.root.toString() === givenUp?.root.toString(),
  });
  return finishPublish(dependencies, tree, head, report);
}

/** Notes down that `tree.root` is out. Every step may be repeated: `pending` is emptied last. */
export async function finishPublish(
  dependencies: PublisherDependencies,
  tree: OwnTree,
  head: Head,
  report: AnnounceReport,
): Promise<Published> {
  const { store } = dependencies;
  const pending = tree.pending ?? [];
  const activities: OutboxRecord[] = [];
  const fresh = new Set(tree.copies?.fresh);
  for (let start = 0; start < pending.length; start += atOnce) {
    const rkeys = pending.slice(start, start + atOnce);
    const records = await store.outboxRecords(rkeys);
    const left = records.filter(({ state }) => state === 'waiting');
    await queueLetters(dependencies, left);
    await store.markPublished(rkeys, head.sequence);
    if (activities.length < mostTold) activities.push(...left);
    for (const { objectId } of records) if (fresh.size < mostFresh) fresh.add(objectId);
  }
  await store.putOwnTree({
    ...tree,
    publishedRoot: tree.root,
    publishedSequence: head.sequence,
    pending: [],
    superseded: await collectSuperseded(store.blocks, tree.superseded ?? []),
    announced: announcedBy(tree, head, report),
    copies: { gateways: tree.copies?.gateways ?? [], fresh: [...fresh] },
  });
  return { type: 'published', head, report, activities };
}

/** What is known after one more announcement; an announcement that reached nobody takes nothing back. */
export function announcedBy(tree: OwnTree, head: Head, report: AnnounceReport): OwnTree['announced'] {
  const gateways = report.gateways.filter(({ ok }) => ok).map(({ origin }) => origin);
  if (gateways.length === 0 && report.gossipPeers === 0) return tree.announced;
  return { sequence: head.sequence, gateways, gossipPeers: report.gossipPeers };
}
