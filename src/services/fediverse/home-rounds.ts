import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import { formatAcct, hostOfAcct } from '../../protocol/fediverse/acct.ts';
import type { RemoteReadRecord } from '../../protocol/ports/fediverse.ts';
import { createJobQueue } from '../single-flight.ts';
import { createReadingLine } from './reading-line.ts';
import { afterFailure, dueMs, urgencyOrder } from './reading-plan.ts';
import type { RemoteReader, RemoteReaderParts } from './remote-reader.ts';

/** Requests for the home timeline at once, in all and at one host. */
export const requestsAtOnce = 4;
const requestsAtOneHost = 2;
const statesAtOnce = 500;
/** Reading thousands of follows is not begun again for so many times as long as it took. */
const restPerReload = 20;
const longestRestMs = 10_000;
const lookEveryMs = 30_000;
/** How long after the last sign of somebody looking it still counts. */
const seenMs = 2 * 60_000;

/** Somebody who is followed. Origins are kept: a look at 10,000 people would leave tens of thousands of `URL`s behind. */
interface Known {
  readonly state: RemoteReadRecord;
  readonly home: string;
  readonly server: string;
}

export interface HomeRounds {
  start(): Promise<void>;
  stop(): void;
  seen(): void;
}

/** Keeps the home timeline fresh: reads whoever is followed on servers when their time has come. `read` never rejects. */
export function createHomeRounds(
  parts: RemoteReaderParts & Pick<RemoteReader, 'resolve'> & { isAllowed(): boolean },
  read: (id: ObjectId) => Promise<unknown>,
): HomeRounds {
  const { store, clock, timers } = parts;
  const people = new Map<ObjectId, Known>();
  let follows: ReadonlySet<ObjectId> = new Set();
  let hidden: ReadonlySet<string> = new Set();
  let lastSeenMs = Number.NEGATIVE_INFINITY;
  let stops: (() => void)[] = [];
  let cancel = (): void => undefined;
  let restsUntilMs = 0;
  let cancelRest = (): void => undefined;
  let hasEnded = false;
  const line = createReadingLine<ObjectId>({ atOnce: requestsAtOnce, atOneHost: requestsAtOneHost }, readOne);
  const reloads = createJobQueue<'follows', void>(1, reload);

  async function readOne(id: ObjectId): Promise<void> {
    if (!parts.isAllowed()) return;
    const before = people.get(id)?.state;
    // Followed on another device, or before a restore: how they are read is to be found out first.
    if (before?.key === unknown) await parts.resolve(formatAcct(before.acct), { lane: 'refresh' });
    await read(id);
    const state = await store.remote.readState(id).catch(() => undefined);
    if (state !== undefined) people.set(id, known(state));
    else if (before !== undefined) people.set(id, known(afterFailure(before, { type: 'timed-out' }, clock.nowMs())));
  }

  async function reload(): Promise<void> {
    const startMs = clock.nowMs();
    const [all, moderation] = await Promise.all([store.remote.follows(), store.moderation()]);
    follows = new Set(all.filter(({ removed }) => !removed).map(({ id }) => id));
    hidden = new Set<string>(moderation.flatMap(({ kind, removed, target }) => (kind === 'block' && !removed ? [target] : [])));
    for (const id of people.keys()) if (!follows.has(id)) people.delete(id);
    const fresh = all.filter(({ id, removed }) => !removed && !people.has(id));
    for (let start = 0; start < fresh.length; start += statesAtOnce) {
      const portion = fresh.slice(start, start + statesAtOnce);
      const found = await store.remote.readStatesOf(portion.map(({ id }) => id));
      for (const [place, { id, acct }] of portion.entries()) people.set(id, known(found[place] ?? unknownHere(id, acct)));
    }
    restsUntilMs = clock.nowMs() + Math.min(restPerReload * (clock.nowMs() - startMs), longestRestMs);
    look();
  }

  /** Puts everybody whose time has come into the line, the most urgent first. */
  function look(): void {
    if (hasEnded || !parts.isAllowed() || !parts.isOnline()) {
      line.clear();
      return;
    }
    const nowMs = clock.nowMs();
    const isSeen = nowMs - lastSeenMs < seenMs;
    const due = [...people.values()].filter((one) => dueMs(one.state, isSeen, nowMs) <= nowMs && !isBlocked(one));
    const urgent = due.toSorted((one, other) => urgencyOrder(one.state, other.state));
    line.fill(urgent.map(({ state, server }) => ({ key: state.id, host: server })));
  }

  const isBlocked = ({ state, home, server }: Known): boolean =>
    [state.id, state.acct, home, server].some((name) => hidden.has(name));

  function again(): void {
    cancel = timers.after(lookEveryMs, () => {
      look();
      again();
    });
  }

  function refill(): void {
    cancelRest();
    if (hasEnded) return;
    const restMs = restsUntilMs - clock.nowMs();
    // Longer: the clock was put back.
    if (restMs > 0 && restMs <= longestRestMs) cancelRest = timers.after(restMs, refill);
    else reloads.run('follows').catch(parts.report);
  }

  return {
    async start() {
      stops = [
        store.onChange((topics) => {
          if (topics.has('follows') || topics.has('moderation')) refill();
        }),
        parts.settings.subscribe(look),
        parts.onOnline(look),
      ];
      again();
      await reloads.run('follows');
    },
    stop() {
      hasEnded = true;
      for (const stop of stops) stop();
      cancel();
      cancelRest();
      reloads.clear();
      line.clear();
    },
    seen() {
      const wasSeen = clock.nowMs() - lastSeenMs < seenMs;
      lastSeenMs = clock.nowMs();
      if (!wasSeen) look();
    },
  };
}

const unknown = '?';

const unknownHere = (id: ObjectId, acct: AcctUri): RemoteReadRecord => ({
  id,
  acct,
  way: 'activitypub',
  source: `https://${hostOfAcct(acct)}`,
  key: unknown,
  state: 'new',
  lastTriedMs: 0,
  lastReadMs: 0,
  notBeforeMs: 0,
  failures: 0,
});

const known = (state: RemoteReadRecord): Known => ({ state, home: originOf(state.id), server: originOf(state.source) });

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
