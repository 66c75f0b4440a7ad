import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Did, ObjectId } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { ReactionRecord } from '../ports/records.ts';
import { choiceOf, countVotes, mergeTally, voteType } from './count-votes.ts';
import { pollLimits, pollMembers, readPoll, voteOf } from './poll.ts';

const question = 'https://social.example/q' as ObjectId;
const titles = ['Tea', 'Coffee', 'vote Tea'];

const vote = (actor: string, choice: string, atMs: number): ReactionRecord => ({
  id: `https://social.example/${actor}/${choice}/${atMs}` as ObjectId,
  type: voteType(choice),
  objectId: question,
  actor: actor as Did,
  atMs,
});

const poll = (isMultiple: boolean, endsMs?: number) => ({
  options: titles.map((title) => ({ title, votes: 0 })),
  isMultiple,
  isClosed: false,
  ...(endsMs !== undefined && { endsMs }),
});

const votes = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'asker'), fc.constantFrom(...titles, 'Water', ''), fc.nat(20))
    .map((args) => vote(...args)),
  { maxLength: 30 },
);

describe('polls', () => {
  it('are read back as they were written', () => {
    const written = {
      options: [
        { title: 'Tea', votes: 2 },
        { title: 'Coffee', votes: 0 },
      ],
      isMultiple: true,
      voters: 2,
    };
    const object = { type: 'Question', ...pollMembers(written, undefined) };
    expect(readPoll(object)).toEqual({ ...written, isClosed: false });
  });

  it('are bounded and never fail, whatever stands there', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }), fc.jsonValue(), (oneOf, anyOf, endTime) => {
        const object = {
          type: 'Question',
          oneOf,
          anyOf,
          endTime,
          closed: endTime,
          votersCount: endTime,
        } as unknown as JsonObject;
        const read = readPoll(object);
        expect(read?.options.length ?? 1).toBeGreaterThan(0);
        expect(read?.options.length ?? 0).toBeLessThanOrEqual(pollLimits.optionsRead);
        for (const { title, votes: count = 0 } of read?.options ?? []) {
          expect(title.length).toBeLessThanOrEqual(pollLimits.titleRead);
          expect(count).toBeGreaterThanOrEqual(0);
        }
      }),
    );
    const many = Array.from({ length: 200 }, (_, index) => ({ name: `${index}`.repeat(900) }));
    expect(readPoll({ type: 'Question', oneOf: many })?.options).toHaveLength(pollLimits.optionsRead);
    expect(readPoll({ type: 'Note', oneOf: many })).toBeUndefined();
  });

  it('are answered by Notes with a name and no words', () => {
    const note = { type: 'Note', name: 'Tea', inReplyTo: question };
    expect(voteOf(note)).toEqual({ question, author: undefined, choice: 'Tea' });
    expect(voteOf({ ...note, content: '' })).toBeDefined();
    expect(voteOf({ ...note, content: '<p>A title and words</p>' })).toBeUndefined();
    expect(voteOf({ ...note, type: 'Article' })).toBeUndefined();
    expect(voteOf({ ...note, attachment: [] })).toBeUndefined();
    expect(voteOf({ type: 'Note', name: 'Tea' })).toBeUndefined();
    expect(voteOf({ type: 'Note', inReplyTo: question })).toBeUndefined();
    expect(choiceOf({ type: voteType('Tea') })).toBe('Tea');
    expect(choiceOf({ type: 'like' })).toBeUndefined();
  });

  it('count one vote a person, the first one, in whatever order votes come', () => {
    fc.assert(
      fc.property(votes, fc.boolean(), fc.nat(20), (given, isMultiple, endsMs) => {
        const counted = countVotes(poll(isMultiple, endsMs), given, 'asker');
        expect(countVotes(poll(isMultiple, endsMs), given.toReversed(), 'asker')).toEqual(counted);
        const sum = counted.votes.reduce((all, count) => all + count, 0);
        const people = new Set(
          given
            .filter(
              ({ atMs, actor, type }) => atMs <= endsMs && actor !== 'asker' && titles.some((title) => voteType(title) === type),
            )
            .map(({ actor }) => actor),
        );
        expect(counted.voters).toBe(people.size);
        if (isMultiple) expect(sum).toBeGreaterThanOrEqual(counted.voters);
        else expect(sum).toBe(counted.voters);
      }),
    );
    expect(countVotes(poll(false), [vote('a', 'Coffee', 2), vote('a', 'Tea', 1)], 'asker').votes).toEqual([1, 0, 0]);
  });

  it('never lose votes that were published', () => {
    const published = {
      ...poll(false),
      options: [
        { title: 'Tea', votes: 5 },
        { title: 'Coffee', votes: 1 },
      ],
      voters: 6,
    };
    expect(mergeTally(published, { votes: [2, 3], voters: 5 })).toEqual({ votes: [5, 3], voters: 6 });
  });
});
