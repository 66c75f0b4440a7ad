import { choiceOf, countVotes, mergeTally } from '../../protocol/activity-streams/count-votes.ts';
import { readPoll } from '../../protocol/activity-streams/poll.ts';
import type { ObjectId } from '../../protocol/brand.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isDid } from '../addresses.ts';
import type { PollView } from './view-types.ts';

/** What these Questions ask, by id: with what the owner of this device chose, and of own polls the votes that are known here. */
export async function loadPollViews(
  store: AccountStore,
  questions: readonly PostRecord[],
  nowMs: number,
): Promise<ReadonlyMap<ObjectId, PollView>> {
  const views = await Promise.all(
    questions.map(async (record) => {
      const view = await pollView(store, record, nowMs);
      return view === undefined ? [] : [[record.id, view] as const];
    }),
  );
  return new Map(views.flat());
}

async function pollView(store: AccountStore, record: PostRecord, nowMs: number): Promise<PollView | undefined> {
  const poll = readPoll(record.object);
  if (poll === undefined) return undefined;
  const isPollen = isDid(record.author) && record.provenance.type === 'signed';
  const isMine = record.author === store.did;
  const votes = isPollen ? await store.reactions(record.id) : [];
  const mine = votes.flatMap((vote) => (vote.actor === store.did ? (choiceOf(vote) ?? []) : []));
  const tally = isMine ? mergeTally(poll, countVotes(poll, votes, store.did)) : undefined;
  const isOver = poll.isClosed || (poll.endsMs !== undefined && poll.endsMs <= nowMs);
  return {
    options: poll.options.map(({ title, votes: said }, index) => ({ title, votes: tally?.votes[index] ?? said })),
    isMultiple: poll.isMultiple,
    endsMs: poll.endsMs,
    voters: tally?.voters ?? poll.voters,
    mine,
    isPollen,
    canVote: isPollen && !isMine && !isOver && mine.length === 0,
  };
}
