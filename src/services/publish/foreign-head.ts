import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/**
 * How long an answer to "has another device published?" is good for; newer heads also come by themselves. A post that is due does
 * not wait for an answer that was given in the last hours.
 */
const headCheckMs = { idle: 10 * 60 * 1000, busy: 2 * 60 * 60 * 1000 };
/** A post must not wait long for gateways that do not answer. */
const resolveTimeoutMs = 1500;
/**
 * How long to wait for posts of another device that nobody can deliver. After that this device publishes on its own tree, and the
 * other one adds its posts when it is back (merging is a union by id).
 */
const patienceMs = 24 * 60 * 60 * 1000;

/** The head that another device published after this one, if any, and when it was asked for. */
export async function findForeignHead(
  dependencies: PublisherDependencies,
  tree: OwnTree | undefined,
  checkedMs: number,
): Promise<{ readonly foreign?: Head; readonly checkedMs: number }> {
  const { network, store, clock } = dependencies;
  const name = didToIpnsName(store.did);
  const nowMs = clock.nowMs();
  const dueMs = await store.nextDueMs();
  const goodForMs = dueMs !== undefined && dueMs <= nowMs ? headCheckMs.busy : headCheckMs.idle;
  const ask = Math.abs(nowMs - checkedMs) >= goodForMs && network.status().state !== 'offline';
  const answer = ask
    ? await network.resolve(name, { via: dependencies.gateways(), timeoutMs: resolveTimeoutMs }).catch(() => undefined)
    : undefined;
  const head = answer ?? (await store.heads.get(name));
  const foreign = head && isForeign(head, tree) ? head : undefined;
  return { foreign, checkedMs: ask ? nowMs : checkedMs };
}

/** Whether another device has published `head` after what this one knows to be published. */
export function isForeign(head: Head, tree: OwnTree | undefined): boolean {
  const root = head.root.toString();
  if (root === tree?.root || root === tree?.publishedRoot) return false;
  return tree?.publishedSequence === undefined || head.sequence >= tree.publishedSequence;
}

interface ForeignWait {
  readonly sequence: bigint;
  readonly sinceMs: number;
}

/** Whether to go on waiting for the content of `head`; counts from the first time that it was asked for. */
export async function waitForForeign(dependencies: PublisherDependencies, head: Head): Promise<boolean> {
  const { store, clock } = dependencies;
  const wait = await store.setting<ForeignWait>('foreignHead');
  const nowMs = clock.nowMs();
  if (wait?.sequence === head.sequence) return nowMs - wait.sinceMs < patienceMs;
  await store.putSetting('foreignHead', { sequence: head.sequence, sinceMs: nowMs } satisfies ForeignWait);
  return true;
}

/** The content of `head` has been asked for in vain; this device need not wait for it before it publishes. */
export const doNotWaitFor = ({ store }: PublisherDependencies, head: Head): Promise<void> =>
  store.putSetting('foreignHead', { sequence: head.sequence, sinceMs: 0 } satisfies ForeignWait);
