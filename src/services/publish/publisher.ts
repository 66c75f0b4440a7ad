import { CID } from 'multiformats/cid';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { type Head, NewerHead } from '../../protocol/ports/network.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { MissingBlockError } from '../../protocol/tree/block.ts';
import { findAccount } from '../account.ts';
import { createPrivateSync } from '../private-state/private-sync.ts';
import { createJobQueue } from '../single-flight.ts';
import type { Reach } from '../views/load-posts.ts';
import type { AdoptError, AdoptOptions } from './adopt-head.ts';
import { announceAgain } from './announce.ts';
import { buildRoot } from './build-root.ts';
import { doNotWaitFor, findForeignHead, waitForForeign } from './foreign-head.ts';
import { nextLetterMs } from './letter-queue.ts';
import { createLetterCarrier } from './letters.ts';
import { mergeHead } from './merge-head.ts';
import { mergeServed } from './merge-served.ts';
import { rebuildChunks, waitingChunks } from './outbox-chunks.ts';
import { type CopyState, lookForCopies, reachedGateways } from './copies.ts';
import { finishPublish, publishRoot, type Published } from './publish-root.ts';
import { createNewsTeller, mostNews } from './news.ts';
import { createPrivateSchedule } from './private-schedule.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { serialQueue } from './serial-queue.ts';

/** How often a flush begins anew because another device has published meanwhile. */
const mostRounds = 3;

export type FlushOutcome =
  | Published
  | { readonly type: 'idle' }
  /** Restored and not reconciled yet. */
  | { readonly type: 'read-only' }
  /** Another device has published and its posts cannot be fetched now; try again later. */
  | { readonly type: 'blocked'; readonly reason: string };

export interface ReconcileOptions extends AdoptOptions {
  readonly older?: boolean;
}

export type ReconcileError = AdoptError | { readonly type: 'not-found' };

export interface Publisher {
  /**
   * Brings every due activity into the tree, and the tree's root under the account's name. Works offline: the record is signed
   * and kept, and announced later. Killed anywhere, the next call goes on from there; no activity is lost or built in twice.
   * Rejects only for failures of this device (full disk, closed database); what was not done stays waiting.
   */
  flush(): Promise<FlushOutcome>;
  /**
   * Hands what is due to followers who are connected, ahead of the tree (news.ts). Waits for no flush that is under way. Never fails for
   * the network.
   */
  tellNews(): Promise<void>;
  /** Announces the present record again, or signs a fresh one in its last month. Resolves to undefined when there is none yet. */
  reannounce(): Promise<Head | undefined>;
  /** The next flush asks every way for a newer head of another device, instead of trusting what was known. */
  expectNews(): void;
  /** Something of the private state was changed on this device; a flush takes it along once it is quiet, or with the next post. */
  privateChanged(): void;
  /** When the private state is to be flushed by itself; undefined when nothing of it waits. */
  privateDueMs(): number | undefined;
  /** Brings due letters to people who were answered, liked or boosted. May run several times at once. Never fails for the network. */
  deliverLetters(): Promise<void>;
  /** When the next letter is due; undefined when there is none. */
  nextLetterMs(): Promise<number | undefined>;
  /** Asks the gateways whether they have copied what was published last; `reach` knows it then. Never fails for the network. */
  lookForCopies(): Promise<CopyState>;
  /** How far the own newest posts got. */
  reach(): Promise<Reach>;
  /**
   * After a restore: reads the own outbox from whoever has it, then publishing is allowed. `older`: when nobody has the newest tree, what
   * gateways serve is enough. The device that made the newest adds to it what is missing, should it ever come back.
   */
  reconcile(options?: ReconcileOptions): Promise<Result<void, ReconcileError>>;
  /** The user's word that the published account is gone: publishing is allowed and starts anew. */
  declareGone(): Promise<void>;
}

/** The part of publishing that needs the network; one instance for an account, in the tab that runs the network. */
export function createPublisher(dependencies: PublisherDependencies): Publisher {
  const { store, device, network, clock } = dependencies;
  const name = didToIpnsName(store.did);
  const exclusive = serialQueue();
  const letters = createLetterCarrier(dependencies);
  const tell = createNewsTeller(store, network);
  const privateState = createPrivateSync(store, clock, dependencies.privateAccess);
  const privateSchedule = createPrivateSchedule(clock);
  const flushes = createJobQueue<'flush', FlushOutcome>(1, () => exclusive(run));
  let headCheckedMs = Number.NEGATIVE_INFINITY;

  async function run(): Promise<FlushOutcome> {
    for (let round = 1; round <= mostRounds; round += 1) {
      try {
        return await runOnce();
      } catch (error) {
        // Another device was quicker: what it has published goes into the tree first.
        if (!(error instanceof NewerHead)) throw error;
      }
    }
    return { type: 'blocked', reason: 'another device goes on publishing' };
  }

  async function runOnce(): Promise<FlushOutcome> {
    if ((await findAccount(device, store.did))?.readOnly !== false) return { type: 'read-only' };
    const resumed = await finishAnnounced();
    const tree = await store.ownTree();
    const checked = await findForeignHead(dependencies, tree, headCheckedMs);
    headCheckedMs = checked.checkedMs;
    if (checked.foreign) {
      const look = privateSchedule.look();
      const merged = await mergeHead(dependencies, privateState, checked.foreign);
      if (!merged.ok && (await waitForForeign(dependencies, checked.foreign))) {
        return { type: 'blocked', reason: merged.error.reason };
      }
      if (merged.ok) look.done(true);
      else await buildOnOwn();
    } else {
      await buildOnOwn();
    }
    const built = await store.ownTree();
    if (!built || built.root === built.publishedRoot) return resumed ?? { type: 'idle' };
    return publishRoot(dependencies, built, checked.foreign);
  }

  // A run that was killed between signing the record and noting it down.
  async function finishAnnounced(): Promise<Published | undefined> {
    const tree = await store.ownTree();
    if (!tree || tree.root === tree.publishedRoot) return undefined;
    const head = await store.heads.get(name);
    if (head?.root.toString() !== tree.root) return undefined;
    return finishPublish(dependencies, tree, head, await network.announce(head));
  }

  async function buildOnOwn(): Promise<void> {
    const tree = await store.ownTree();
    const nowMs = clock.nowMs();
    const root = tree && CID.parse(tree.root);
    const look = privateSchedule.look();
    if (root && (await store.blocks.has(root))) {
      const chunks = await waitingChunks(store, tree, nowMs);
      if (chunks.length === 0 && !privateSchedule.isDue()) return;
      try {
        const { files, isMinor } = await privateState.withTree(root);
        const waits = files.size > 0 && isMinor && !look.takesMinor;
        if (chunks.length === 0 && waits) look.postpone();
        else if (chunks.length === 0 && files.size === 0) look.done(false);
        else {
          await buildRoot(dependencies, { root, chunks, previous: tree, pending: tree.pending ?? [], files });
          look.done(true);
        }
        return;
      } catch (error) {
        if (!(error instanceof MissingBlockError)) throw error;
      }
    }
    // First publish, or the blocks are gone: the outbox records are the source of truth.
    const chunks = (await isFirst(tree)) ? await waitingChunks(store, tree, nowMs) : rebuildChunks(store, nowMs);
    const { files } = await privateState.withTree(undefined);
    await buildRoot(dependencies, { root: undefined, chunks, previous: tree, pending: [], files });
    look.done(true);
  }

  /** Nothing has ever left: then what waits may leave in portions, too. */
  async function isFirst(tree: OwnTree | undefined): Promise<boolean> {
    return tree === undefined && (await store.outboxCount()) === (await store.waitingKeys()).length;
  }

  async function reconcile(options: ReconcileOptions = {}): Promise<Result<void, ReconcileError>> {
    const head = await network.resolve(name, { via: dependencies.gateways(), timeoutMs: 10_000, signal: options.signal });
    if (!head) return err({ type: 'not-found' });
    const merged = await mergeHead(dependencies, privateState, head, options);
    const isThere = merged.ok || (options.older === true && (await mergeServed(dependencies, privateState, head, options)));
    if (!isThere) return merged;
    await allowWriting();
    return ok(undefined);
  }

  async function declareGone(): Promise<void> {
    const head = await store.heads.get(name);
    if (head !== undefined) await doNotWaitFor(dependencies, head);
    await allowWriting();
  }

  async function allowWriting(): Promise<void> {
    await device.changeAccount(store.did, (account) => ({ ...account, readOnly: account.succeededBy !== undefined }));
  }

  return {
    flush: () => flushes.run('flush'),
    async tellNews() {
      if ((await findAccount(device, store.did))?.readOnly !== false) return;
      tell(await store.outboxWaiting(clock.nowMs(), mostNews));
    },
    reannounce: () => exclusive(() => announceAgain(dependencies)),
    expectNews() {
      headCheckedMs = Number.NEGATIVE_INFINITY;
    },
    privateChanged: () => privateSchedule.changed(),
    privateDueMs: () => (dependencies.privateAccess?.keys() ? privateSchedule.dueMs() : undefined),
    deliverLetters: () => letters.deliver(),
    nextLetterMs: () => nextLetterMs(store),
    lookForCopies: () => lookForCopies(dependencies, exclusive),
    reach: async () => ({ people: network.holders(name), ...reachedGateways(await store.ownTree()) }),
    reconcile: (options) => exclusive(() => reconcile(options)),
    declareGone,
  };
}
