import type { ObjectId } from '../../protocol/brand.ts';
import { readPoll } from '../../protocol/activity-streams/poll.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import { type AuthorDependencies, createOwnOutbox } from '../publish/own-outbox.ts';
import type { Timers } from '../timers.ts';
import { judgePoll, lateVotesMs, publishTally } from './publish-tally.ts';

export interface PollKeeperParts extends AuthorDependencies {
  readonly timers: Timers;
  readonly report: (error: unknown) => void;
}

/** Own posts that are looked through for polls that are still open, newest first. */
const mostPostsSeen = 1_000;
const pageSize = 100;
/** Own polls that are counted at the same time. */
const mostPolls = 50;
const settleMs = 3_000;
const longestWaitMs = 60 * 60_000;

/**
 * Counts the votes in one's own polls and publishes the totals, in the leading tab, until they are over. Returns a function that ends
 * it. What was not published before the app closed is published when it is open again.
 */
export function keepPolls(parts: PollKeeperParts): () => void {
  const { store, clock, timers } = parts;
  const outbox = createOwnOutbox(parts);
  let open: Set<ObjectId> | undefined;
  let cancel = (): void => undefined;
  let counting: Promise<void> | undefined;
  let isStale = false;
  let isOver = false;

  function later(delayMs: number): void {
    cancel();
    if (!isOver) cancel = timers.after(Math.min(Math.max(delayMs, settleMs), longestWaitMs), count);
  }

  function count(): void {
    if (counting !== undefined) isStale = true;
    else counting = countAll().catch(failed).finally(done);
  }

  function done(): void {
    counting = undefined;
    if (isStale) later(settleMs);
    isStale = false;
  }

  function failed(error: unknown): void {
    if (!isOver) parts.report(error);
    later(longestWaitMs);
  }

  async function countAll(): Promise<void> {
    // Whatever is published here makes them be looked for again: then this is still the list that is worked off.
    const polls = open ?? new Set((await openPolls()).map(({ id }) => id));
    open = polls;
    let nextMs = Infinity;
    for (const id of polls) {
      const post = await store.post(id);
      const state =
        post === undefined || post.deleted === true ? ({ type: 'done' } as const) : await judgePoll(store, post, clock.nowMs());
      if (isOver) return;
      if (post !== undefined && state.type === 'publish') {
        const published = await publishTally(store, outbox, post, state.object);
        nextMs = Math.min(nextMs, clock.nowMs() + (published.ok ? settleMs : longestWaitMs));
      }
      if (state.type === 'wait') nextMs = Math.min(nextMs, state.untilMs);
      if (state.type === 'done') polls.delete(id);
    }
    if (nextMs < Infinity) later(nextMs - clock.nowMs());
  }

  async function openPolls(): Promise<readonly PostRecord[]> {
    const found: PostRecord[] = [];
    let before: { readonly atMs: number; readonly id: string } | undefined;
    for (let seen = 0; seen < mostPostsSeen && found.length < mostPolls; seen += pageSize) {
      const page = await store.byAuthor(store.did, { limit: pageSize, ...(before && { before }) });
      found.push(...page.filter((post) => post.boostOf === undefined && mayBeOpen(post)));
      before = page.at(-1);
      if (page.length < pageSize) break;
    }
    return found.slice(0, mostPolls);
  }

  function mayBeOpen({ object }: PostRecord): boolean {
    const poll = readPoll(object);
    if (poll === undefined) return false;
    // Those of imported archives were closed elsewhere and have no voters.
    if (poll.isClosed && poll.voters === undefined) return false;
    return !poll.isClosed || clock.nowMs() <= (poll.endsMs ?? 0) + lateVotesMs;
  }

  const stop = store.onChange((topics) => {
    const isOwn = topics.has('outbox') && topics.has('posts');
    if (isOwn) open = undefined;
    if (isOwn || (topics.has('reactions') && open?.size !== 0)) later(settleMs);
  });
  later(settleMs);
  return () => {
    isOver = true;
    cancel();
    stop();
  };
}
