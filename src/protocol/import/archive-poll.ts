import type { JsonObject } from '../json.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { isLooseObject, looseCount, looseList, looseText, type LooseObject } from './archive-json.ts';

/** A poll that is over. */
export interface ArchivePoll {
  readonly many: boolean;
  readonly options: readonly { readonly name: string; readonly votes: number }[];
  readonly endedMs: number;
}

const mostOptions = 50;
const longestOption = 500;
const mostVotes = 1_000_000_000;

/** The poll of a Question; undefined when it has no options. Nobody can vote any more: the votes were counted elsewhere. */
export function readArchivePoll(object: LooseObject, writtenMs: number, nowMs: number): ArchivePoll | undefined {
  const one = looseList(object, 'oneOf', mostOptions);
  const options = (one.length > 0 ? one : looseList(object, 'anyOf', mostOptions)).flatMap((option) => {
    const name = isLooseObject(option) ? looseText(option, 'name')?.trim().slice(0, longestOption).toWellFormed() : undefined;
    if (!isLooseObject(option) || name === undefined || name === '') return [];
    const replies = option['replies'];
    return [{ name, votes: isLooseObject(replies) ? (looseCount(replies, 'totalItems', mostVotes) ?? 0) : 0 }];
  });
  if (options.length === 0) return undefined;
  const endMs = Date.parse(looseText(object, 'endTime') ?? looseText(object, 'closed') ?? '');
  return {
    many: one.length === 0,
    options,
    endedMs: Number.isNaN(endMs) ? writtenMs : Math.min(Math.max(endMs, writtenMs), nowMs),
  };
}

/** Members of a Question (ActivityStreams vocabulary). */
export function pollMembers(poll: ArchivePoll): JsonObject {
  const options = poll.options.map(({ name, votes }) => ({
    type: 'Note',
    name,
    replies: { type: 'Collection', totalItems: votes },
  }));
  const ended = timestampOf(poll.endedMs);
  return { [poll.many ? 'anyOf' : 'oneOf']: options, endTime: ended, closed: ended };
}
