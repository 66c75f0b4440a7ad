import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { FollowRecord } from '../../protocol/ports/records.ts';
import type { Head } from '../../protocol/ports/network.ts';
import { err, ok } from '../../protocol/result.ts';
import { authorOf, nameOfDid } from '../addresses.ts';
import { createJobQueue } from '../single-flight.ts';
import { isStorageFull } from '../storage-full.ts';
import { dueAccounts } from './due-accounts.ts';
import { createNegativeCache } from './negative-cache.ts';
import { lookUpMedia, lookUpPost } from './look-up.ts';
import type { ReadParts, SyncResult } from './read-parts.ts';
import { createSeeker } from './seeker.ts';
import { createRetrySchedule } from './retry-schedule.ts';
import { syncAccount, type SyncReport, type SyncWish } from './sync-account.ts';

/** Accounts read at once, and so the most dials that reading causes. */
const concurrency = 3;
const firstPages = 2;
/** Pages read of an account without anybody asking, in portions. */
const backgroundPages = 10;
const backgroundPortion = 4;
const olderPages = 5;
/** Missing parents and boosted posts looked for after one sync. */
const completionsPerSync = 10;
const completionsLimit = 100;
const completionTries = 8;

export interface Reader {
  start(): Promise<void>;
  /** No new work begins; what runs is told to stop. */
  stop(): void;
  /** Reads the profile and newest posts of an account, followed or not. */
  refresh(did: Did, via?: readonly string[]): Promise<SyncResult>;
  loadOlder(did: Did): Promise<SyncResult>;
  /** Fetches one post by id from its author's sources; true when it is on this device now. */
  fetchPost(id: ObjectId): Promise<boolean>;
  fetchMedia(digest: string, author: Did): Promise<boolean>;
  /** The network came back: whatever waits for its next try is tried now. */
  retryNow(): void;
}

/** Reads followed accounts, in the tab that runs the network: one sync an account at a time, the newest head wins. */
export function createReader(parts: ReadParts): Reader {
  const { store, network, clock, timers } = parts;
  const closing = new AbortController();
  const follows = new Map<Did, FollowRecord>();
  const wishes = new Map<Did, SyncWish>();
  const syncs = createJobQueue<Did, SyncResult>(concurrency, sync);
  const posts = createJobQueue<ObjectId, boolean>(2, findPost);
  const media = createJobQueue<string, boolean>(2, findMedia);
  // An import changes whom one follows thousands of times in a row: all of them are read again after what came meanwhile, not for each.
  const reconciling = createJobQueue<'follows', void>(1, followsChanged);
  const missing = createNegativeCache<string>({ limit: 500, firstMs: 1_000, longestMs: 20_000, nowMs: () => clock.nowMs() });
  const retries = createRetrySchedule<Did>(timers, (did) => void wish(did, { pages: firstPages, resolve: true }));
  const completions = createSeeker<ObjectId>({
    timers,
    atOnce: 2,
    limit: completionsLimit,
    mostTries: completionTries,
    closing: closing.signal,
    find: fetchPost,
    report: parts.report,
  });
  const stops: (() => void)[] = [];

  function wish(did: Did, next: SyncWish, urgent = false): Promise<SyncResult> {
    const before = wishes.get(did);
    wishes.set(did, {
      pages: Math.max(before?.pages ?? 0, next.pages),
      resolve: next.resolve || (before?.resolve ?? false),
      older: (next.older ?? false) || (before?.older ?? false),
      via: [...new Set([...(next.via ?? []), ...(before?.via ?? [])])],
    });
    return syncs.run(did, { urgent });
  }

  async function sync(did: Did): Promise<SyncResult> {
    const wanted = wishes.get(did) ?? { pages: firstPages, resolve: true };
    wishes.delete(did);
    if ((await parts.successions?.isOver(did)) === true) return ok({ added: 0, more: false });
    const follow = follows.get(did);
    const via = [...new Set([...(wanted.via ?? []), ...(follow?.via ?? [])])];
    const home = follow === undefined ? (0 as const) : (1 as const);
    const account = { did, name: nameOfDid(did), home, notify: follow?.options?.notify === true };
    const {
      result,
      partial,
      missing: incomplete,
    } = await syncAccount(parts, account, { ...wanted, via }, closing.signal).catch(deviceFailed);
    await keepHome(did, home).catch(deviceFailed);
    if (closing.signal.aborted) return result;
    if (!result.ok) {
      if (follow !== undefined) retries.failed(did);
      return result;
    }
    if (partial && follow !== undefined) retries.failed(did);
    else retries.worked(did);
    for (const id of incomplete.slice(0, completionsPerSync)) completions.seek(id);
    // Not after a partial one: what could not be had now would be asked for without end.
    if (follow !== undefined && result.value.more && !partial) void backfill(did);
    return result;
  }

  /**
   * Somebody followed or unfollowed meanwhile: what was stored since then stands where it stood when reading began. What was written
   * before a successor stays in Home, although only the successor is followed now.
   */
  async function keepHome(did: Did, home: 0 | 1): Promise<void> {
    if ((await store.successions.get(did))?.accepted !== undefined) return;
    const isFollowed = (await store.followOf(did))?.removed === false;
    if (isFollowed !== (home === 1)) await store.setHome([did], isFollowed ? 1 : 0);
  }

  /** The disk is full, or the database is gone: for whoever waits that is one more reason why it cannot be read now. */
  function deviceFailed(error: unknown): SyncReport {
    parts.report(error);
    const reason = isStorageFull(error) ? 'the storage of this device is full' : 'this device could not store it';
    return { result: err({ type: 'unreachable', reason }), partial: false, missing: [] };
  }

  /** Goes on reading older pages behind everything else, within the budget of the account. */
  async function backfill(did: Did): Promise<void> {
    const state = await store.syncState(did);
    const left = backgroundPages - Object.keys(state?.pages ?? {}).length;
    if (left <= 0 || closing.signal.aborted) return;
    void wish(did, { pages: Math.min(left, backgroundPortion), resolve: false, older: true });
  }

  function fetchPost(id: ObjectId): Promise<boolean> {
    if (authorOf(id) === undefined || missing.has(id)) return Promise.resolve(false);
    return posts.run(id);
  }

  async function findPost(id: ObjectId): Promise<boolean> {
    if ((await store.post(id)) !== undefined) return true;
    const author = authorOf(id);
    if (author === undefined || (await store.successions.get(author))?.accepted !== undefined) return false;
    const found = await lookUpPost(parts, id, viaOf(authorOf(id)), closing.signal);
    if (!found) missing.add(id);
    return found;
  }

  async function findMedia(key: string): Promise<boolean> {
    const [digest = '', author = ''] = key.split(' ');
    if ((await store.media(digest)) !== undefined) return true;
    const did = author as Did;
    const found = await lookUpMedia(parts, { digest, author: did, keep: follows.has(did) }, viaOf(did), closing.signal);
    if (!found) missing.add(key);
    return found;
  }

  function viaOf(did: Did | undefined): readonly string[] {
    return (did === undefined ? undefined : follows.get(did)?.via) ?? [];
  }

  async function reconcile(): Promise<readonly Did[]> {
    const wanted = new Map((await store.follows()).filter((follow) => !follow.removed).map((follow) => [follow.did, follow]));
    for (const [did, follow] of follows) {
      if (wanted.has(did)) continue;
      follows.delete(did);
      retries.worked(did);
      network.unwatch(follow.name);
      network.hold(follow.name, false);
    }
    const fresh: Did[] = [];
    for (const [did, follow] of wanted) {
      if (!follows.has(did)) fresh.push(did);
      follows.set(did, follow);
      network.watch(follow.name, { via: follow.via });
      network.hold(follow.name, follow.coHost);
    }
    return fresh;
  }

  async function followsChanged(): Promise<void> {
    for (const did of await reconcile()) void wish(did, { pages: firstPages, resolve: true }, true);
  }

  function headCame(head: Head): void {
    for (const [did, follow] of follows) {
      if (follow.name !== head.name) continue;
      void wish(did, { pages: firstPages, resolve: false }, true);
      return;
    }
  }

  return {
    async start() {
      const stopHeads = network.onHead(headCame);
      const stopChanges = store.onChange((topics) => {
        if (topics.has('follows')) void reconciling.run('follows');
      });
      stops.push(stopHeads, stopChanges);
      await reconcile();
      for (const did of await dueAccounts(store, [...follows.values()], clock.nowMs())) {
        void wish(did, { pages: firstPages, resolve: true });
      }
    },
    stop() {
      closing.abort();
      for (const stop of stops.splice(0)) stop();
      retries.clear();
      for (const queue of [syncs, posts, media]) queue.clear();
    },
    refresh: (did, via) => wish(did, { pages: firstPages, resolve: true, via }, true),
    loadOlder: (did) => wish(did, { pages: olderPages, resolve: false, older: true }, true),
    fetchPost,
    async fetchMedia(digest, author) {
      const key = `${digest} ${author}`;
      return missing.has(key) ? false : media.run(key);
    },
    retryNow() {
      missing.clear();
      retries.now();
      completions.retryNow();
    },
  };
}
