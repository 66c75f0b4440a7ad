import type { Did, IpnsName } from '../../protocol/brand.ts';
import { createBudget } from '../../protocol/budget.ts';
import { ipnsNameToDid } from '../../protocol/identity/ids.ts';
import type { GatewayClient, Network } from '../../protocol/ports/network.ts';
import type { VerifiedActivity } from '../../protocol/reader/verified.ts';
import { serialize } from '../../protocol/proof/proof.ts';
import { succeededBy } from '../../protocol/succession/check-succession.ts';
import { createJobQueue } from '../single-flight.ts';
import { timeLimit, type Timers } from '../timers.ts';
import { followSuccessor } from './follow-successor.ts';
import { hearStatement, type HearingParts } from './hear-statement.ts';

/** Listens for successors of the accounts that are followed here (bridge-spec section 8.5). */
export interface StatementWatch {
  start(): Promise<void>;
  /** True when somebody goes on for the account, or it has ended: nothing of it is read any more. Asks anew, when that was not done for an hour. */
  isOver(did: Did): Promise<boolean>;
  /** Looks among activities that were read for statements about other accounts. */
  heed(author: Did, activities: readonly VerifiedActivity[]): Promise<void>;
  /** A letter to the name of an account that may be the statement of its successor. True when it is. */
  takeLetter(name: IpnsName, bytes: Uint8Array): Promise<boolean>;
  stop(): void;
}

export interface WatchParts extends HearingParts {
  readonly network: Pick<Network, 'offerStatements' | 'askStatements' | 'onSuccessorHint'>;
  readonly gatewayClient: Pick<GatewayClient, 'statement'>;
  readonly timers: Timers;
  /** Gateways of this device. */
  gateways(): readonly string[];
  report(error: unknown): void;
}

const dayMs = 86_400_000;
const beforeNewsMs = 60 * 60_000;
/** Between two rounds of questions, and how many accounts one round asks about: thousands of follows are asked about over a day. */
const roundMs = 60_000;
const roundSize = 20;
const questionMs = 8_000;
const questionsAtOnce = 3;

export function createStatementWatch(parts: WatchParts, closing: AbortSignal): StatementWatch {
  const { store, network, gatewayClient, clock, timers } = parts;
  const letters = createBudget({ burst: 5, perSecond: 0.1 });
  const questions = createJobQueue<Did, boolean>(questionsAtOnce, ask);
  /** A gateway hints at every question; it may be wrong. */
  const hints = createBudget({ burst: 3, perSecond: 1 / 300 });
  const stops: (() => void)[] = [];
  let cancelRound = (): void => undefined;

  /** Every place that may know better than the account itself. True when the account is over. */
  async function ask(did: Did): Promise<boolean> {
    const record = await store.successions.get(did);
    if (record?.pin === undefined || record.accepted !== undefined) return record?.accepted !== undefined;
    await store.successions.noteAsked(did, clock.nowMs());
    const origins = [...new Set([...record.bases, ...parts.gateways()])];
    const { signal, done } = timeLimit(timers, questionMs, closing);
    const fromPeers = network.askStatements(did, { signal }).then(async (found) => {
      for (const statement of found) await hear(did, statement);
    });
    const fromHosts = origins.map(async (origin) => {
      const answer = await gatewayClient.statement(origin, did, { signal });
      if (answer.ok && answer.value !== undefined) await hear(did, answer.value, [origin]);
    });
    await Promise.all([fromPeers, ...fromHosts]).finally(done);
    return (await store.successions.get(did))?.accepted !== undefined;
  }

  const hear = (did: Did, statement: Uint8Array, via: readonly string[] = []): Promise<boolean> =>
    hearStatement(parts, did, statement, via);

  function askSoon(did: Did): void {
    questions.run(did).catch((error: unknown) => {
      if (!closing.aborted) parts.report(error);
    });
  }

  /** Those that were not asked about for a day, the longest ago first. */
  async function round(): Promise<void> {
    const follows = new Set((await store.follows()).flatMap(({ did, removed }) => (removed ? [] : [did])));
    const nowMs = clock.nowMs();
    const due = (await store.successions.all())
      .filter(({ did, pin, accepted, askedAtMs = 0 }) => {
        return pin !== undefined && accepted === undefined && isDue(askedAtMs, nowMs, dayMs) && follows.has(did);
      })
      .toSorted((left, right) => (left.askedAtMs ?? 0) - (right.askedAtMs ?? 0));
    for (const { did } of due.slice(0, roundSize)) askSoon(did);
  }

  function nextRound(): void {
    if (closing.aborted) return;
    cancelRound = timers.after(roundMs, () => {
      round().catch(parts.report).finally(nextRound);
    });
  }

  /** A crash may have come between believing a successor and following it. */
  async function settle(): Promise<void> {
    for (const { did, accepted } of await store.successions.all())
      if (accepted !== undefined) await followSuccessor(store, did, accepted.successor, clock.nowMs());
  }

  return {
    async start() {
      stops.push(
        network.offerStatements(async (did) => (await store.successions.get(did))?.accepted?.statement),
        network.onSuccessorHint((name) => {
          const did = ipnsNameToDid(name);
          if (did !== undefined && hints.take(did, clock.nowMs())) askSoon(did);
        }),
      );
      await settle();
      await round();
      nextRound();
    },
    async isOver(did) {
      const record = await store.successions.get(did);
      if (record?.accepted !== undefined) return true;
      // Not waited for: the account is read meanwhile, and what its successor takes away is taken away then.
      if (record?.pin !== undefined && isDue(record.askedAtMs ?? 0, clock.nowMs(), beforeNewsMs)) askSoon(did);
      // Its end is its last word; only a successor is listened for.
      return (await store.person(did))?.endedAtMs !== undefined;
    },
    async heed(author, activities) {
      const own = await store.successions.get(author);
      if (own?.pin !== undefined && own.askedAtMs === undefined) askSoon(author);
      for (const { activity } of activities) {
        const account = succeededBy(activity, author);
        if (account !== undefined) await hear(account, serialize(activity));
      }
    },
    async takeLetter(name, bytes) {
      const did = ipnsNameToDid(name);
      if (did === undefined || !letters.take(did, clock.nowMs())) return false;
      return (await store.successions.get(did))?.pin !== undefined && hear(did, bytes);
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      cancelRound();
      questions.clear();
    },
  };
}

/** A clock that was wrong once does not silence the question for ever. */
const isDue = (askedAtMs: number, nowMs: number, everyMs: number): boolean => askedAtMs > nowMs || nowMs - askedAtMs >= everyMs;
