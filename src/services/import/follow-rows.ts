import type { ObjectId } from '../../protocol/brand.ts';
import { hostOfAcct } from '../../protocol/fediverse/acct.ts';
import type { PersonTarget } from '../../protocol/import/entries.ts';
import type { JobRecord } from '../../protocol/ports/jobs.ts';
import { learnIds, unknownAddresses } from '../collections/learn-ids.ts';
import type { LaterParts } from '../later-parts.ts';
import type { JobView } from './files-api.ts';
import { findPerson, type FoundRow, type RowFinder } from './find-person.ts';
import { createHostQueue, type HostQueue, type Turn } from './host-queue.ts';
import { csvRows, type CsvRow } from './import-data.ts';
import { loadKnownPeople } from './known-people.ts';
import { createServerPatience } from './server-patience.ts';

const limits = { atOnce: 32, atMost: 160, patienceMs: 3_000 };
/** Every new follow makes others read all follows again: the first ones are seen soon, the thousands behind them in portions. */
const storedAtOnce = 500;
const firstWithinMs = 500;
const storeWithinMs = { least: 2_500, most: 6_000 };
const firstRows = 100;
const rowsRead = 1_000;

export type FollowParts = Pick<LaterParts, 'store' | 'clock' | 'timers' | 'remote' | 'isOnline'>;

/**
 * Follows the people of a job's rows. Servers are asked politely and in turn; what is found is stored in small portions, follows before
 * rows, so that a row that was lost by a crash finds its follow there already. Resolves when every row is in its last state, when
 * `signal` aborted, or when this device is offline.
 */
export async function runFollowRows(
  parts: FollowParts,
  job: JobRecord,
  signal: AbortSignal,
): Promise<'ended' | { readonly waitsFor: NonNullable<JobView['waitsFor']> }> {
  const { store, clock, timers } = parts;
  const queue = createHostQueue(limits);
  await fillQueue(parts, job, queue);
  const finder: RowFinder = { ...parts, people: await loadKnownPeople(store), job, found: new Set<ObjectId>() };
  const storage = await createRowStorage(parts);
  const patience = createServerPatience();
  let isOffline = !parts.isOnline();
  let busy = 0;
  let cancelTimer = (): void => undefined;
  const ended = Promise.withResolvers<void>();

  async function process(turn: Turn): Promise<void> {
    const row = await rowAt(parts, job, turn.index);
    if (row === undefined || signal.aborted) return queue.done(turn, { answered: true });
    const finding = await findPerson(finder, row, signal);
    if (finding.type === 'stopped') return queue.done(turn, { answered: false });
    if (finding.type === 'answered') {
      patience.answered(turn.host);
      storage.add(finding.found);
      return queue.done(turn, { answered: true });
    }
    if (!parts.isOnline()) {
      isOffline = true;
      return queue.done(turn, { answered: false });
    }
    const { retryAfterMs } = finding;
    if (retryAfterMs !== undefined && patience.waits(turn.host, retryAfterMs))
      return queue.putBack(turn, clock.nowMs() + retryAfterMs);
    storage.add(finding.found);
    queue.done(turn, { answered: retryAfterMs !== undefined });
    // A server that is not there is not asked for each of its people.
    if (patience.isOver(turn.host)) await giveUp(turn.host, finding.found.row);
  }

  async function giveUp(host: string, { state, data: { reason } }: CsvRow): Promise<void> {
    for (const index of queue.drop(host)) {
      const row = await rowAt(parts, job, index);
      if (row !== undefined) storage.add({ row: { ...row, state, data: { ...row.data, reason } } });
    }
  }

  function pump(): void {
    cancelTimer();
    while (!signal.aborted && !isOffline) {
      const turn = queue.take(clock.nowMs());
      if (turn === undefined) break;
      busy += 1;
      process(turn)
        .finally(() => (busy -= 1))
        .then(pump, ended.reject);
    }
    if (storage.dueMs <= clock.nowMs()) storage.flush().catch(ended.reject);
    if (busy === 0 && (signal.aborted || isOffline || queue.size === 0)) return ended.resolve();
    const nextMs = Math.min(queue.nextMs(clock.nowMs()) ?? Number.POSITIVE_INFINITY, storage.dueMs);
    const delayMs = Math.max(0, nextMs - clock.nowMs());
    if (delayMs === Number.POSITIVE_INFINITY) return;
    cancelTimer = timers.after(delayMs, pump);
  }

  signal.addEventListener('abort', pump, { once: true });
  try {
    pump();
    await ended.promise;
    await storage.flush();
  } finally {
    cancelTimer();
    signal.removeEventListener('abort', pump);
  }
  return isOffline && !signal.aborted ? { waitsFor: 'network' } : 'ended';
}

async function fillQueue({ store }: FollowParts, job: JobRecord, queue: HostQueue): Promise<void> {
  for (let after = -1; ;) {
    const rows = csvRows(await store.jobs.rows(job.id, { state: 'waiting', after, limit: rowsRead }));
    for (const { index, data } of rows) queue.add(data.entry.type === 'person' ? hostOf(data.entry.person) : '', index);
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsRead) return;
    after = last.index;
  }
}

/** The server that is asked for somebody; none for Pollen accounts. */
function hostOf(person: PersonTarget): string {
  if (person.type === 'acct') return hostOfAcct(person.acct);
  return person.type === 'page' ? new URL(person.url).host : '';
}

async function rowAt({ store }: FollowParts, job: JobRecord, index: number): Promise<CsvRow | undefined> {
  const [row] = csvRows(await store.jobs.rows(job.id, { after: index - 1, limit: 1 }));
  return row?.index === index && row.state === 'waiting' ? row : undefined;
}

/** The more follows there are to be read again, the longer. */
const withinMs = (stored: number): number =>
  stored < firstRows ? firstWithinMs : Math.min(Math.max(stored, storeWithinMs.least), storeWithinMs.most);

interface RowStorage {
  add(row: FoundRow): void;
  /** When what was added has to be stored; infinite while there is nothing. */
  readonly dueMs: number;
  /** Resolves when everything added before is stored. */
  flush(): Promise<void>;
}

async function createRowStorage({ store, clock, remote }: FollowParts): Promise<RowStorage> {
  const unknown = await unknownAddresses(store);
  let waiting: FoundRow[] = [];
  let stored = 0;
  let sinceMs = 0;
  let storing: Promise<void> = Promise.resolve();

  async function write(rows: readonly FoundRow[]): Promise<void> {
    const follows = rows.flatMap(({ follow }) => follow ?? []);
    if (follows.length > 0) await remote.follow(follows);
    const learned = rows.flatMap((row) => row.learned ?? []).filter(({ acct }) => unknown.delete(acct));
    if (learned.length > 0) await learnIds(store, learned, clock.nowMs());
    await store.jobs.putRows(rows.map(({ row }) => row));
  }

  return {
    add(row) {
      if (waiting.length === 0) sinceMs = clock.nowMs();
      waiting.push(row);
    },
    get dueMs() {
      if (waiting.length === 0) return Number.POSITIVE_INFINITY;
      return waiting.length >= storedAtOnce ? sinceMs : sinceMs + withinMs(stored);
    },
    flush() {
      const rows = waiting;
      waiting = [];
      stored += rows.length;
      if (rows.length > 0) storing = storing.then(() => write(rows));
      return storing;
    },
  };
}
