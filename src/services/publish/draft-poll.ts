import { pollLimits, pollMembers, readPoll } from '../../protocol/activity-streams/poll.ts';
import type { NoteContent } from '../../protocol/activity-streams/build-note.ts';
import type { Timestamp } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { DraftPoll, PostRecord } from '../../protocol/ports/records.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { text } from '../views/members.ts';

const minuteMs = 60_000;
const shortestMinutes = 5;
/** Half a year: a poll that is open for longer is forgotten by everybody. */
const longestMinutes = 183 * 24 * 60;

type PollPart = Pick<NoteContent, 'poll' | 'edited'>;

/** The answers that a poll is published with: without empty ones and repetitions, as many as there may be. */
export function titlesOf(poll: DraftPoll): readonly string[] {
  const titles = poll.options.map((option) =>
    option.toWellFormed().normalize('NFC').replaceAll(/\s+/g, ' ').trim().slice(0, pollLimits.titleWritten).toWellFormed(),
  );
  return [...new Set(titles.filter((title) => title !== ''))].slice(0, pollLimits.optionsWritten);
}

/** The poll of a new post. */
export function newPoll(poll: DraftPoll | undefined, published: Timestamp): PollPart {
  if (poll === undefined) return {};
  const minutes = Math.min(Math.max(Math.round(poll.minutes) || 0, shortestMinutes), longestMinutes);
  const options = titlesOf(poll).map((title) => ({ title, votes: 0 }));
  const endTime = timestampOf(Date.parse(published) + minutes * minuteMs);
  return { poll: pollMembers({ options, isMultiple: poll.isMultiple, voters: 0 }, endTime) };
}

/** Words around a poll may change, what is asked may not: people have voted on it (bridge-spec section 6.8). */
export function keptPoll({ object }: PostRecord, updated: Timestamp | undefined): PollPart {
  const poll = readPoll(object);
  if (poll === undefined) return {};
  const [endTime, closed] = [text(object, 'endTime'), text(object, 'closed')];
  return { poll: pollMembers(poll, endTime as Timestamp | undefined, closed as Timestamp | undefined), edited: updated };
}

/** The poll of a post that is written anew. */
export function draftPoll(object: JsonObject): DraftPoll | undefined {
  const poll = readPoll(object);
  if (poll === undefined) return undefined;
  const startMs = Date.parse(text(object, 'published') ?? '');
  const minutes = poll.endsMs === undefined ? longestMinutes : Math.round((poll.endsMs - startMs) / minuteMs);
  return { options: poll.options.map(({ title }) => title), isMultiple: poll.isMultiple, minutes };
}
