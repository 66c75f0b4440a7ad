import { digestMultibase } from '../../protocol/identity/digest.ts';
import { hostToAsk } from '../../protocol/identity/host-to-ask.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { HostClient } from '../../protocol/ports/network.ts';
import { parseResponses, responsesByteLimit } from '../../protocol/responses/responses-page.ts';
import type { LetterIntake } from '../letter-intake.ts';
import type { ReadParts } from '../read/read-parts.ts';
import { createJobQueue } from '../single-flight.ts';
import { backOffMs } from '../timers.ts';
import { createHostIntake } from './host-intake.ts';
import { countEntry, loadHosts, newHost, saveHosts, type HostMemory } from './host-memory.ts';

/** Between two questions to a host: while somebody looks at the app, and else (bridge-spec section 12). */
const seenPauseMs = 5 * 60_000;
const unseenPauseMs = 15 * 60_000;
/** Between two questions to one's own gateways for the list of hosts. */
const listPauseMs = 60_000;
const longestPauseMs = 12 * 60 * 60_000;
const pagesAtFirst = 5;
const mostHosts = 50;
const hostsAtOnce = 3;

export interface HostPollParts extends ReadParts {
  readonly hostClient: HostClient;
  /** Origin and path that the app was loaded from. */
  readonly appBase: string;
  gateways(): readonly string[];
  /** "Hide my address": then nobody is asked, because anybody may announce a host. */
  hidesAddress(): boolean;
}

/** The way back from servers that follow this account: who answers there, likes, boosts, follows. */
export interface HostPolls {
  /** Asks the hosts that are due. `isSeen`: somebody looks at the app. Resolves to the number of entries that were taken in. */
  poll(isSeen: boolean): Promise<number>;
}

/** Which hosts there are is asked at the account's gateways. Everything stops when `closing` aborts. */
export function createHostPolls(parts: HostPollParts, letters: Pick<LetterIntake, 'fromBox'>, closing: AbortSignal): HostPolls {
  const { store, clock, hostClient } = parts;
  const intake = createHostIntake(parts, hostClient, letters, closing);
  const polls = createJobQueue<'hosts', number>(1, pollAll);
  const hosts = createJobQueue<string, number>(hostsAtOnce, pollHost);
  let memories: Map<string, HostMemory> | undefined;
  let listed: readonly string[] = [];
  let listedMs = Number.NEGATIVE_INFINITY;
  let pauseMs = seenPauseMs;

  async function pollAll(): Promise<number> {
    if (parts.hidesAddress() || closing.aborted) return 0;
    memories ??= await loadHosts(store);
    if (isPast(listedMs + listPauseMs, listedMs)) await readLists();
    const due = (await allowed(memories)).filter((origin) => isDue(memories?.get(origin) ?? newHost));
    if (due.length === 0) return 0;
    const counts = await Promise.all(due.map((origin) => hosts.run(origin)));
    if (!closing.aborted) await saveHosts(store, memories);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function readLists(): Promise<void> {
    listedMs = clock.nowMs();
    const lists = await Promise.all(parts.gateways().map((gateway) => hostClient.hosts(gateway, store.did, { signal: closing })));
    if (lists.some(({ ok }) => ok)) listed = lists.flatMap((list) => (list.ok ? list.value : []));
    // With no gateway in reach what was known is asked on, and the lists at the next call.
    else if (parts.gateways().length > 0) listedMs = Number.NEGATIVE_INFINITY;
  }

  /** Useful ones first, so that a crowd of announced hosts does not displace those where somebody is. */
  async function allowed(remembered: ReadonlyMap<string, HostMemory>): Promise<readonly string[]> {
    const gateways = new Set(parts.gateways());
    const blocked = new Set<string>(
      (await store.moderation()).flatMap(({ kind, removed, target }) => (kind === 'block' && !removed ? [target] : [])),
    );
    const useful = [...remembered].flatMap(([origin, { isUseful }]) => (isUseful ? [origin] : []));
    const origins = [...useful, ...listed].flatMap((text) => hostToAsk(text, parts.appBase) ?? []);
    return [...new Set(origins)].filter((origin) => !blocked.has(origin) && !gateways.has(origin)).slice(0, mostHosts);
  }

  const isDue = ({ askedMs, notBeforeMs }: HostMemory): boolean => isPast(Math.max(askedMs + pauseMs, notBeforeMs), askedMs);

  /** Also when the device's clock was put back since. */
  const isPast = (dueMs: number, sinceMs: number): boolean => clock.nowMs() >= dueMs || clock.nowMs() < sinceMs;

  async function pollHost(origin: string): Promise<number> {
    const before = memories?.get(origin) ?? newHost;
    const nowMs = clock.nowMs();
    const read = await readPages(origin, before.mark);
    if (closing.aborted) return 0;
    if (read === undefined) {
      const failures = before.failures + 1;
      const notBeforeMs = nowMs + backOffMs(failures, seenPauseMs, longestPauseMs);
      memories?.set(origin, { ...before, askedMs: nowMs, failures, notBeforeMs });
      return 0;
    }
    let memory: HostMemory = { ...before, askedMs: nowMs, failures: 0, notBeforeMs: 0 };
    let taken = 0;
    // Oldest first: what changes or ends something comes after it.
    for (const entry of read.entries.toReversed()) {
      const isNews = await intake.take(entry, origin, (bytes) => {
        const counted = countEntry(memory, bytes, nowMs);
        memory = counted ?? memory;
        return counted !== undefined;
      });
      if (isNews) taken += 1;
    }
    memories?.set(origin, { ...memory, mark: read.mark, isUseful: memory.isUseful || taken > 0 });
    return taken;
  }

  /** The newest page, at first a few more. `entries` are none when nothing has changed; undefined: no answer that is one. */
  async function readPages(origin: string, mark: string | undefined) {
    const entries: JsonObject[] = [];
    let newMark = '';
    let bytesLeft = responsesByteLimit;
    let url: string | undefined;
    for (let page = 0; page < (mark === undefined ? pagesAtFirst : 1) && bytesLeft > 0; page++) {
      const answer = await hostClient.responses(origin, store.did, { signal: closing, url });
      const collection = answer.ok ? parseResponses(answer.value.bytes, origin) : undefined;
      if (!answer.ok || collection?.ok !== true) {
        if (page === 0) return undefined;
        break;
      }
      bytesLeft -= answer.value.bytes.length;
      if (page === 0) {
        newMark = answer.value.etag ?? digestMultibase(answer.value.bytes);
        if (newMark === mark) break;
      }
      entries.push(...collection.value.entries);
      url = collection.value.next;
      if (url === undefined) break;
    }
    return { entries, mark: newMark };
  }

  return {
    async poll(isSeen) {
      pauseMs = isSeen ? seenPauseMs : unseenPauseMs;
      return polls.run('hosts');
    },
  };
}
