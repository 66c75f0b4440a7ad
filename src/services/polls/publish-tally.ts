import { buildUpdate } from '../../protocol/activity-streams/build-activity.ts';
import { countVotes, mergeTally } from '../../protocol/activity-streams/count-votes.ts';
import { pollMembers, readPoll } from '../../protocol/activity-streams/poll.ts';
import type { CanonicalId, Timestamp } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import type { Result } from '../../protocol/result.ts';
import type { OutboxError, OwnOutbox } from '../publish/own-outbox.ts';
import { isObject, text } from '../views/members.ts';

/** Votes that were on their way when a poll ended still count when they come within this time, ms. */
export const lateVotesMs = 24 * 60 * 60_000;
const shortestPauseMs = 10 * 60_000;

/** What is to be done about an own poll. */
export type PollState =
  /** No more votes are taken in. */
  | { readonly type: 'done' }
  | { readonly type: 'publish'; readonly object: JsonObject }
  /** Look again at this time, ms, or when a vote comes. */
  | { readonly type: 'wait'; readonly untilMs: number };

/**
 * Whether the totals of an own poll are to be published now. They go out when they have changed, at most every 10 minutes and a twelfth
 * of the poll's age: a poll of a week makes no more than 70 updates, however many people vote. When it ends they go out once more.
 */
export async function judgePoll(store: AccountStore, post: PostRecord, nowMs: number): Promise<PollState> {
  const { object } = post;
  const poll = readPoll(object);
  const startMs = Date.parse(text(object, 'published') ?? '');
  if (poll === undefined || Number.isNaN(startMs)) return { type: 'done' };
  const endsMs = poll.endsMs ?? Infinity;
  if (nowMs > endsMs + lateVotesMs && poll.isClosed) return { type: 'done' };
  const versions = await versionsOf(store, post);
  const tally = versions
    .flatMap((version) => readPoll(version) ?? [])
    .filter(({ options }) => options.length === poll.options.length)
    .reduce((counted, said) => mergeTally(said, counted), countVotes(poll, await store.reactions(post.id), store.did));
  const words = versions.reduce((newest, version) => (editedOf(version) > editedOf(newest) ? version : newest), object);
  const isNew =
    words !== object ||
    tally.voters !== (poll.voters ?? 0) ||
    tally.votes.some((votes, index) => votes !== (poll.options[index]?.votes ?? 0));
  const closes = nowMs >= endsMs && !poll.isClosed;
  const spokenMs = Date.parse(text(object, 'updated') ?? '') || startMs;
  const nextMs = spokenMs + Math.max(shortestPauseMs, (spokenMs - startMs) / 12);
  if (!closes && !isNew) return { type: 'wait', untilMs: poll.isClosed ? endsMs + lateVotesMs : endsMs };
  if (!closes && nowMs < nextMs) return { type: 'wait', untilMs: poll.isClosed ? nextMs : Math.min(nextMs, endsMs) };
  const endTime = text(object, 'endTime') as Timestamp | undefined;
  const options = poll.options.map(({ title }, index) => ({ title, votes: tally.votes[index] ?? 0 }));
  const members = pollMembers(
    { options, isMultiple: poll.isMultiple, voters: tally.voters },
    endTime,
    nowMs >= endsMs ? endTime : undefined,
  );
  return { type: 'publish', object: { ...words, ...members } };
}

/**
 * Everything that was published of a post. The newest version need not have all of it: a device that counted, and one on which the words
 * were changed, may not have known of each other.
 */
async function versionsOf(store: AccountStore, { id, object }: PostRecord): Promise<readonly JsonObject[]> {
  const records = await store.outboxFor(id);
  return [object, ...records.flatMap(({ activity }) => (isObject(activity['object']) ? [activity['object']] : []))];
}

const editedOf = (version: JsonObject): string => text(version, 'edited') ?? '';

/** Publishes an own Question with new totals: an Update like any other, dated above the version before. */
export async function publishTally(
  store: AccountStore,
  outbox: OwnOutbox,
  post: PostRecord,
  counted: JsonObject,
): Promise<Result<unknown, OutboxError>> {
  const moment = outbox.moment();
  const { proof: _, ...words } = counted;
  const before = Date.parse(text(post.object, 'updated') ?? text(post.object, 'published') ?? '') || 0;
  const updated = timestampOf(Math.max(moment.nowMs, before + 1000));
  const object = await outbox.sign({ ...words, updated }, moment.published);
  const create = (await store.outboxFor(post.id)).find(({ type }) => type === 'Create');
  return outbox.add({
    type: 'Update',
    objectId: post.id as CanonicalId,
    build: (base) => buildUpdate(base, object),
    object,
    media: create?.media ?? [],
    notBeforeMs: create?.state === 'waiting' ? create.notBeforeMs : undefined,
    moment,
  });
}
