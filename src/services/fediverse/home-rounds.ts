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
/** Up to here, states of new follows are read one by one. */
const oneByOne = 20;
const lookEveryMs = 30_000;
/** How long after the last sign of somebody looking it still counts. */
const seenMs = 2 * 60_000;

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
  const states = new Map<ObjectId, RemoteReadRecord>();
  let follows: ReadonlySet<ObjectId> = new Set();
  let hidden: ReadonlySet<string> = new Set();
  let lastSeenMs = Number.NEGATIVE_INFINITY;
  let stops: (() => void)[] = [];
  let cancel = (): void => undefined;
  let hasEnded = false;
  const line = createReadingLine<ObjectId>({ atOnce: requestsAtOnce, atOneHost: requestsAtOneHost }, readOne);
  const reloads = createJobQueue<'follows', void>(1, reload);

  async function readOne(id: ObjectId): Promise<void> {
    if (!parts.isAllowed()) return;
    const before = states.get(id);
    // Followed on another device, or before a restore: how they are read is to be found out first.
    if (before?.key === unknown) await parts.resolve(formatAcct(before.acct), { lane: 'refresh' });
    await read(id);
    const state = await store.remote.readState(id).catch(() => undefined);
    if (state !== undefined) states.set(id, state);
    else if (before !== undefined) states.set(id, afterFailure(before, { type: 'timed-out' }, clock.nowMs()));
  }

  async function reload(): Promise<void> {
    const [all, moderation] = await Promise.all([store.remote.follows(), store.moderation()]);
    follows = new Set(all.filter(({ removed }) => !removed).map(({ id }) => id));
    hidden = new Set<string>(moderation.flatMap(({ kind, removed, target }) => (kind === 'block' && !removed ? [target] : [])));
    const fresh = [...follows].filter((id) => !states.has(id)).length;
    if (fresh > oneByOne)
      for (const state of await store.remote.readStates()) if (!states.has(state.id)) states.set(state.id, state);
    for (const id of states.keys()) if (!follows.has(id)) states.delete(id);
    for (const { id, acct, removed } of all) {
      if (removed || states.has(id)) continue;
      states.set(id, (await store.remote.readState(id)) ?? unknownHere(id, acct));
    }
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
    const due = [...states.values()].filter((state) => dueMs(state, isSeen, nowMs) <= nowMs && !isBlocked(state));
    line.fill(due.toSorted(urgencyOrder).map(({ id, source }) => ({ key: id, host: hostOf(source) })));
  }

  const isBlocked = ({ id, acct, source }: RemoteReadRecord): boolean =>
    [id, acct, originOf(id), originOf(source)].some((name) => hidden.has(name));

  function again(): void {
    cancel = timers.after(lookEveryMs, () => {
      look();
      again();
    });
  }

  const refill = (): void => void reloads.run('follows').catch(parts.report);

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

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
