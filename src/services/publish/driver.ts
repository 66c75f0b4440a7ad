import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { ConnectionStatus, Network } from '../../protocol/ports/network.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { backOffMs, type Timers } from '../timers.ts';
import { createCopyWatch } from './copy-watch.ts';
import type { FlushOutcome, Publisher } from './publisher.ts';

export interface PublishDriverDependencies {
  readonly publisher: Publisher;
  readonly store: AccountStore;
  readonly network: Network;
  readonly gateways: () => readonly string[];
  readonly clock: Clock;
  readonly timers: Timers;
  /** Told of each outcome, and of failures of this device; nothing is lost by them, flushing is tried again. */
  readonly onOutcome?: (outcome: FlushOutcome) => void;
  readonly onFailure?: (error: unknown) => void;
  /** Whether gateways have what was published may be known better now. */
  readonly onLook?: () => void;
}

export interface PublishDriver {
  start(): void;
  /** No new work begins; what runs ends by itself. */
  stop(): void;
}

const reannounceMs = 4 * 60 * 60 * 1000;
const longestSleepMs = 60 * 60 * 1000;
const letterPauseMs = 5_000;
/** What the account's devices share without saying it to anybody (bridge-spec section 17). */
const privateTopics = ['follows', 'moderation', 'collections', 'private'] as const;

/**
 * Calls the publisher when there is something to do: an activity became due, another device published, the network came back, or
 * hours went by. Runs in the tab that runs the network.
 */
export function createPublishDriver(dependencies: PublishDriverDependencies): PublishDriver {
  const { publisher, store, network, clock, timers } = dependencies;
  const name = didToIpnsName(store.did);
  const copies = createCopyWatch({
    publisher,
    timers,
    onLook: () => dependencies.onLook?.(),
    onFailure: (error) => dependencies.onFailure?.(error),
  });
  let stops: (() => void)[] = [];
  let cancelTimer: (() => void) | undefined;
  let failures = 0;
  let readOnly = false;
  let announcedMs = Number.NEGATIVE_INFINITY;
  let reachable = false;

  const isRunning = (): boolean => stops.length > 0;

  async function work(): Promise<void> {
    if (!isRunning()) return;
    try {
      // Before the flush, which may have to wait for one that is under way.
      await publisher.tellNews();
      const outcome = await publisher.flush();
      failures = outcome.type === 'blocked' ? failures + 1 : 0;
      readOnly = outcome.type === 'read-only';
      // Letters are brought to the devices that hold the account, also before this one has published anything today.
      if (!readOnly) network.hold(name, true);
      const isDue = outcome.type === 'idle' && reachable && clock.nowMs() - announcedMs >= reannounceMs;
      if (isDue || outcome.type === 'published') announcedMs = clock.nowMs();
      if (isDue) await publisher.reannounce();
      if ((isDue || outcome.type === 'published') && reachable && isRunning()) copies.begin();
      dependencies.onOutcome?.(outcome);
    } catch (error) {
      failures += 1;
      dependencies.onFailure?.(error);
    }
    // Not waited for: fresh letters leave at once, whoever else is hard to reach.
    if (reachable && isRunning()) publisher.deliverLetters().catch((error: unknown) => dependencies.onFailure?.(error));
    await sleep();
  }

  async function sleep(): Promise<void> {
    const delayMs = failures > 0 ? backOffMs(failures, 5_000, 300_000) : readOnly ? longestSleepMs : await untilDueMs();
    cancelTimer?.();
    cancelTimer = isRunning() ? timers.after(delayMs, () => void work()) : undefined;
  }

  async function untilDueMs(): Promise<number> {
    const nowMs = clock.nowMs();
    try {
      const dueMs = (await store.nextDueMs()) ?? Number.POSITIVE_INFINITY;
      const privateMs = publisher.privateDueMs() ?? Number.POSITIVE_INFINITY;
      const letterMs = reachable ? ((await publisher.nextLetterMs()) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
      const nextMs = Math.min(dueMs, privateMs, Math.max(letterMs, nowMs + letterPauseMs));
      return Math.min(Math.max(nextMs - nowMs, 0), longestSleepMs);
    } catch {
      return longestSleepMs;
    }
  }

  function statusChanged(status: ConnectionStatus): void {
    const was = reachable;
    reachable = status.state === 'few' || status.state === 'well' || status.gateways.some(({ connected }) => connected);
    if (!reachable || was) return;
    publisher.expectNews();
    announcedMs = Number.NEGATIVE_INFINITY;
    failures = 0;
    void work();
  }

  return {
    start() {
      if (isRunning()) return;
      network.watch(name, { via: dependencies.gateways() });
      stops = [
        network.onStatus(statusChanged),
        network.onHead((head) => {
          if (head.name === name) void work();
        }),
        store.onChange((topics) => {
          const isPrivate = privateTopics.some((topic) => topics.has(topic));
          if (isPrivate) publisher.privateChanged();
          if (isPrivate || topics.has('outbox')) void sleep();
        }),
      ];
      reachable = false;
      statusChanged(network.status());
      if (!reachable) void work();
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      copies.stop();
      cancelTimer?.();
      cancelTimer = undefined;
    },
  };
}
