import type { Did, ObjectId, Timestamp } from '../brand.ts';
import { accountOf, objectId } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** What a poll asks, as its author publishes it in a Question (bridge-spec section 6.8). */
export interface Poll {
  readonly options: readonly PollOption[];
  /** Several answers may be given (`anyOf`). */
  readonly isMultiple: boolean;
  /** Votes dated later do not count, ms; absent: open for ever. */
  readonly endsMs?: number;
  /** The author counts no more. */
  readonly isClosed: boolean;
  /** How many people voted, as the author says. */
  readonly voters?: number;
}

export interface PollOption {
  readonly title: string;
  /** As the author counted; absent where nobody says. */
  readonly votes?: number;
}

/** Bounds of polls (bridge-spec section 15). Titles in UTF-16 units. */
export const pollLimits = { optionsWritten: 8, titleWritten: 100, optionsRead: 50, titleRead: 500 } as const;

/** The poll of a checked Question; undefined when it asks nothing that could be shown. Bounded, whatever it says. */
export function readPoll(object: JsonObject): Poll | undefined {
  const isMultiple = isList(object['anyOf']);
  const choices = isMultiple ? object['anyOf'] : object['oneOf'];
  if (object['type'] !== 'Question' || !isList(choices)) return undefined;
  const options = choices.slice(0, pollLimits.optionsRead).flatMap(optionOf);
  if (options.length === 0) return undefined;
  const endsMs = Date.parse(typeof object['endTime'] === 'string' ? object['endTime'] : '');
  const voters = countOf(object['votersCount']);
  return {
    options,
    isMultiple,
    isClosed: object['closed'] !== undefined && object['closed'] !== false,
    ...(!Number.isNaN(endsMs) && { endsMs }),
    ...(voters !== undefined && { voters }),
  };
}

/** Members of a Question, in the shape that Mastodon writes. `closed`: when counting ended. */
export function pollMembers(
  poll: Omit<Poll, 'endsMs' | 'isClosed'>,
  endTime: Timestamp | undefined,
  closed?: Timestamp,
): JsonObject {
  const options = poll.options.map(({ title, votes = 0 }) => ({
    type: 'Note',
    name: title,
    replies: { type: 'Collection', totalItems: votes },
  }));
  return {
    [poll.isMultiple ? 'anyOf' : 'oneOf']: options,
    ...(endTime !== undefined && { endTime }),
    ...(closed !== undefined && { closed }),
    votersCount: poll.voters ?? 0,
  };
}

/** One answer to somebody's poll. */
export interface Vote {
  readonly question: ObjectId;
  /** Whose poll; undefined for those of servers. */
  readonly author: Did | undefined;
  /** Title of the option, exactly as the Question has it. */
  readonly choice: string;
}

/** A Note is a vote when it has a name, answers something, and says nothing (bridge-spec section 6.8). Such a Note is no post. */
export function voteOf(object: JsonObject): Vote | undefined {
  const { type, name, inReplyTo } = object;
  if (type !== 'Note' || typeof name !== 'string' || name === '' || typeof inReplyTo !== 'string') return undefined;
  const saysSomething = typeof object['content'] === 'string' && object['content'] !== '';
  const question = objectId(inReplyTo);
  if (saysSomething || object['attachment'] !== undefined || question === undefined) return undefined;
  return { question, author: accountOf(question), choice: name.slice(0, pollLimits.titleRead) };
}

function optionOf(option: JsonValue): PollOption[] {
  if (!isObject(option)) return [];
  const { name, replies } = option;
  const title = typeof name === 'string' ? name.slice(0, pollLimits.titleRead) : '';
  if (title.trim() === '') return [];
  const votes = countOf(isObject(replies) ? replies['totalItems'] : undefined);
  return [{ title, ...(votes !== undefined && { votes }) }];
}

// Signed JSON knows no `null`; what servers say may.
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && (value as unknown) !== null && !isList(value);

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

const countOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
