import type { CID } from 'multiformats/cid';
import type { Did, IpnsName, ObjectId } from '../../protocol/brand.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { SyncRecord } from '../../protocol/ports/records.ts';
import type { IngestBatch } from '../../protocol/ports/store.ts';
import { documentByteLimit } from '../../protocol/proof/signed-json.ts';
import { applyActivities } from '../../protocol/reader/apply.ts';
import { pollAccount, readOlder } from '../../protocol/reader/consumer.ts';
import { newSyncState, runReader, type ReadOptions, type ReadOutcome } from '../../protocol/reader/read-outcome.ts';
import { err, ok } from '../../protocol/result.ts';
import { removedBlocks } from '../../protocol/tree/diff.ts';
import { timeLimit } from '../timers.ts';
import { withPostNotifications } from './notify-posts.ts';
import { fetchFiles } from './local-files.ts';
import type { ReadParts, SyncResult } from './read-parts.ts';
import { servedRoots } from './served-roots.ts';
import { openSources, type SourceSet } from './source-set.ts';
import { createSyncBlocks, type SyncBlocks } from './sync-blocks.ts';

/** Longest that one sync may take, in ms; what was read until then is kept. */
const syncTimeoutMs = 120_000;

/** What one sync is for. */
export interface SyncWish {
  /** Most pages to read at first sight, and of older ones. Later polls read what is new. */
  readonly pages: number;
  /** Ask for the newest head; otherwise the one known here will do. */
  readonly resolve: boolean;
  /** Go on with pages that were left for later. */
  readonly older?: boolean;
  readonly via?: readonly string[];
}

export interface SyncTarget {
  readonly did: Did;
  readonly name: IpnsName;
  /** Whether new posts belong in the home timeline. */
  readonly home: 0 | 1;
  /** New posts are told as news. */
  readonly notify?: boolean;
}

export interface SyncReport {
  readonly result: SyncResult;
  /** Pages could not be had; trying again later may find them. */
  readonly partial: boolean;
  /** Parents and boosted posts that are not on this device, newest first. */
  readonly missing: readonly ObjectId[];
}

/**
 * Brings one account up to date: newest head, changed files from whoever has them, everything verified (bridge-spec section 8),
 * applied with the new state in one transaction, superseded blocks collected. Whatever goes wrong outside, what was known stays.
 */
export async function syncAccount(
  parts: ReadParts,
  target: SyncTarget,
  wish: SyncWish,
  closing: AbortSignal,
): Promise<SyncReport> {
  const { store, network } = parts;
  const { did, name } = target;
  const { signal, done } = timeLimit(parts.timers, syncTimeoutMs, closing);
  try {
    const before = await store.syncState(did);
    const head = await findHead(parts, target, wish, signal);
    if (closing.aborted) return failed('stopped');
    if (head === undefined) return await unreachable(parts, target, before, 'nobody who was asked knows this account');
    const sources = openSources(network, name, { via: wish.via ?? [], signal, timers: parts.timers });
    try {
      return await readAll({ parts, target, wish, head, sources, signal, blocks: createSyncBlocks(store.blocks) }, before);
    } finally {
      sources.close();
    }
  } finally {
    done();
  }
}

async function readAll(run: SyncRun, before: SyncRecord | undefined): Promise<SyncReport> {
  const { parts, target, wish, head } = run;
  const newest = isCurrent(before, head) ? undefined : await readNewest(run, before);
  if (newest !== undefined && !newest.result.ok) return newest;
  const older = wish.older === true ? await readMore(run, await parts.store.syncState(target.did)) : undefined;
  return older ?? newest ?? nothingNew(parts, before, wish);
}

interface SyncRun {
  readonly parts: ReadParts;
  readonly target: SyncTarget;
  readonly wish: SyncWish;
  readonly head: Head;
  readonly sources: SourceSet;
  readonly blocks: SyncBlocks;
  readonly signal: AbortSignal;
}

async function findHead(
  { network, store }: ReadParts,
  { name }: SyncTarget,
  { resolve, via }: SyncWish,
  signal: AbortSignal,
): Promise<Head | undefined> {
  const known = resolve ? undefined : await store.heads.get(name);
  return known ?? network.resolve(name, { via, signal });
}

function isCurrent(before: SyncRecord | undefined, head: Head): boolean {
  return before?.root?.equals(head.root) === true && before.state === 'current' && (before.holes ?? []).length === 0;
}

async function nothingNew(
  { store, clock }: ReadParts,
  before: SyncRecord | undefined,
  { resolve }: SyncWish,
): Promise<SyncReport> {
  const nowMs = clock.nowMs();
  if (before !== undefined && resolve) await store.putSyncState({ ...before, lastTriedMs: nowMs, lastReadMs: nowMs });
  return { result: ok({ added: 0, more: hasMore(before) }), partial: false, missing: [] };
}

async function readNewest(run: SyncRun, before: SyncRecord | undefined): Promise<SyncReport> {
  const { parts, target, head, wish } = run;
  if (before === undefined || before.state === 'new') {
    await parts.store.putSyncState({ ...(before ?? newSyncState(target.did, target.name)), state: 'reading' });
  }
  const isFirst = (before?.lastReadMs ?? 0) === 0;
  const outcome = await read(run, pollAccount, before, head.root, isFirst ? wish.pages : undefined);
  const served = isFirst && outcome.type === 'missing' ? await readServed(run, before) : undefined;
  return served ?? finish(run, before, outcome);
}

/**
 * Of an account that nothing is known of, when nobody there has the tree of its head: what gateways have, however old, for the time until
 * somebody comes back who has the rest.
 */
async function readServed(run: SyncRun, before: SyncRecord | undefined): Promise<SyncReport | undefined> {
  const { parts, target, head, wish, signal } = run;
  for await (const root of servedRoots(parts.network, target.name, { via: wish.via ?? [], signal, except: head.root })) {
    const outcome = await read(run, pollAccount, before, root, wish.pages);
    if (outcome.type !== 'read') continue;
    return { ...(await finish(run, before, outcome)), partial: true };
  }
  return undefined;
}

async function readMore(run: SyncRun, before: SyncRecord | undefined): Promise<SyncReport | undefined> {
  if (before?.root === undefined || !hasMore(before)) return undefined;
  return finish(run, before, await read(run, readOlder, before, before.root, run.wish.pages));
}

function read(
  { parts, target, sources, blocks }: SyncRun,
  algorithm: typeof pollAccount,
  state: SyncRecord | undefined,
  root: CID,
  budgetPages: number | undefined,
): Promise<ReadOutcome> {
  const { verifier, clock } = parts;
  const options: ReadOptions = { did: target.did, state, root, verifier, nowMs: clock.nowMs(), budgetPages };
  return runReader(algorithm(options), async (paths) => {
    const request = { root, paths, have: state?.root, limitBytes: documentByteLimit };
    const files = await fetchFiles(blocks, sources, request);
    return files.map((file) => (file.type === 'here' ? file.bytes : undefined));
  });
}

async function finish(run: SyncRun, before: SyncRecord | undefined, outcome: ReadOutcome): Promise<SyncReport> {
  const { parts, target, sources } = run;
  const { store, clock, htmlToRichText } = parts;
  if (outcome.type === 'missing' || outcome.type === 'invalid' || outcome.type === 'stale') {
    const reason = outcome.type === 'missing' ? (sources.reason() ?? 'nobody who has it is there now') : reasonOf(outcome);
    await store.putSyncState({ ...outcome.state, reason });
    return failed(reason);
  }
  const applied = applyActivities({
    ...target,
    activities: outcome.activities,
    actor: outcome.actor,
    me: store.did,
    nowMs: clock.nowMs(),
    htmlToRichText,
    sync: outcome.state,
  });
  const isNews = target.notify === true && (before?.lastReadMs ?? 0) > 0;
  const batch = isNews ? await withPostNotifications(store, target.did, applied, clock.nowMs()) : applied;
  await run.blocks.settle();
  const { added } = await store.ingest(batch);
  await parts.successions?.heed(target.did, outcome.activities);
  await collect(parts, before?.root, outcome.state.root);
  return {
    result: ok({ added: added.length, more: hasMore(outcome.state) }),
    partial: outcome.type === 'partial',
    missing: await missingPosts(parts, batch),
  };
}

function reasonOf({ type, problems }: ReadOutcome): string {
  if (type === 'stale') return 'an older state than the one read before';
  return problems[0]?.reason ?? 'what came is not genuine';
}

/** Blocks that only the old root needs; a reader keeps no history. */
async function collect({ store }: ReadParts, oldRoot: CID | undefined, newRoot: CID | undefined): Promise<void> {
  if (oldRoot === undefined || newRoot === undefined || oldRoot.equals(newRoot)) return;
  const removed = await removedBlocks(store.blocks, oldRoot, newRoot);
  if (removed.length > 0) await store.blocks.deleteMany(removed);
}

async function missingPosts({ store }: ReadParts, batch: IngestBatch): Promise<ObjectId[]> {
  const newestFirst = batch.posts.filter((post) => post.home === 1).toSorted((a, b) => b.atMs - a.atMs);
  const ids = [...new Set(newestFirst.flatMap((post) => post.boostOf ?? post.inReplyTo ?? []))];
  if (ids.length === 0) return [];
  const known = await store.posts(ids);
  return ids.filter((_, index) => known[index] === undefined);
}

async function unreachable(
  { store, clock }: ReadParts,
  { did, name }: SyncTarget,
  before: SyncRecord | undefined,
  reason: string,
): Promise<SyncReport> {
  const state = before ?? newSyncState(did, name);
  await store.putSyncState({ ...state, state: 'unreachable', reason, lastTriedMs: clock.nowMs() });
  return failed(reason);
}

function hasMore(state: SyncRecord | undefined): boolean {
  return state !== undefined && (state.gaps.length > 0 || (state.holes ?? []).length > 0);
}

function failed(reason: string): SyncReport {
  return { result: err({ type: 'unreachable', reason }), partial: false, missing: [] };
}
