import type { Did } from '../../protocol/brand.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import type { Result } from '../../protocol/result.ts';
import { systemTimers, type Timers } from '../../services/timers.ts';

export interface HostPingsOptions {
  /** Origins of the servers that said they have answers for an account: those that follow it, as far as this gateway knows. */
  hosts(did: Did): Promise<readonly string[]>;
  /** POSTs JSON to a URL of a host, bounded, and to none that must not be asked. */
  post(url: URL, json: string): Promise<Result<unknown, string>>;
  nowMs(): number;
  readonly timers?: Timers;
}

export interface HostPings {
  /**
   * There is something new of the account here. Returns at once. With `outbox`, which stands for the outbox as it is now, only when it
   * is another one than at the last time: of a new head that only the account's own devices have to do with, hosts need not know.
   */
  tell(did: Did, outbox?: string): void;
  /** Nothing is sent any more; what is under way ends by itself. */
  stop(): void;
}

/** What is published in one go comes in several roots now and then. */
const settlingMs = 1_000;
/** Hosts answer 429 to more (bridge-spec section 13.1). */
const pauseMs = 60_000;
const pingsAtOnce = 8;
const maxWaiting = 10_000;

/**
 * Tells the servers that follow an account to poll it soon (bridge-spec section 13.1), so that a post is there in seconds and not with
 * the next poll. Once a minute for an account; a ping that is lost costs nothing but the wait for the ordinary poll.
 */
export function createHostPings(options: HostPingsOptions): HostPings {
  const timers = options.timers ?? systemTimers;
  const waiting = new Map<Did, () => void>();
  const sentMs = new Map<Did, number>();
  const outboxes = new Map<Did, string>();
  const queue: [did: Did, origin: string][] = [];
  let running = 0;
  let stopped = false;

  const send = async (did: Did): Promise<void> => {
    waiting.delete(did);
    const nowMs = options.nowMs();
    for (const [known, ms] of sentMs) if (nowMs - ms >= pauseMs) sentMs.delete(known);
    sentMs.set(did, nowMs);
    // The database may have been closed meanwhile.
    const hosts = await options.hosts(did).catch(() => []);
    if (stopped) return;
    queue.push(...hosts.slice(0, maxWaiting - queue.length).map((origin): [Did, string] => [did, origin]));
    while (running < pingsAtOnce && queue.length > 0) void work();
  };

  const work = async (): Promise<void> => {
    running += 1;
    for (let next = queue.shift(); next !== undefined && !stopped; next = queue.shift()) {
      const [did, origin] = next;
      await options.post(new URL('/pollen/ping', origin), JSON.stringify({ actor: accountId(did, 'actor') }));
    }
    running -= 1;
  };

  return {
    tell(did, outbox) {
      if (outbox !== undefined && outboxes.get(did) === outbox) return;
      if (outbox !== undefined && (outboxes.has(did) || outboxes.size < maxWaiting)) outboxes.set(did, outbox);
      if (stopped || waiting.has(did) || waiting.size >= maxWaiting) return;
      const lastMs = sentMs.get(did);
      const pause = lastMs === undefined ? 0 : lastMs + pauseMs - options.nowMs();
      waiting.set(
        did,
        timers.after(Math.max(settlingMs, pause), () => void send(did)),
      );
    },
    stop() {
      stopped = true;
      queue.length = 0;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
