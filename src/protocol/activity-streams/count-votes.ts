import type { ReactionRecord } from '../ports/records.ts';
import type { Poll } from './poll.ts';

export interface Tally {
  /** Votes of each option, in the order of the poll. */
  readonly votes: readonly number[];
  /** How many people voted. */
  readonly voters: number;
}

const votePrefix = 'vote ';

/** How a vote is stored: one a person and option, so that saying the same twice is one vote. */
export const voteType = (choice: string): ReactionRecord['type'] => `vote ${choice}`;

/** What a stored reaction votes for; undefined when it is none. */
export const choiceOf = ({ type }: Pick<ReactionRecord, 'type'>): string | undefined =>
  type.startsWith(votePrefix) ? type.slice(votePrefix.length) : undefined;

/**
 * Which of two reactions of one kind, by one person to one thing, is kept: the newer one; of votes the first, which is the one that
 * counts, whatever its voter says again later.
 */
export function isKeptInstead(reaction: ReactionRecord, known: ReactionRecord): boolean {
  const isLater = reaction.atMs > known.atMs || (reaction.atMs === known.atMs && reaction.id > known.id);
  return choiceOf(reaction) === undefined ? isLater : !isLater && reaction.id !== known.id;
}

/**
 * Counts stored votes (bridge-spec section 6.8): those for options that exist, dated before the end, not the author's own; of
 * somebody who gave several answers to a poll that takes one, the first. Any order of `reactions` gives the same.
 */
export function countVotes(poll: Poll, reactions: readonly ReactionRecord[], author: string): Tally {
  const places = new Map<string, number>();
  for (const [index, { title }] of poll.options.entries()) if (!places.has(title)) places.set(title, index);
  const votes = poll.options.map(() => 0);
  const voters = new Set<string>();
  const inTime = reactions
    .filter(({ atMs, actor }) => actor !== author && (poll.endsMs === undefined || atMs <= poll.endsMs))
    .toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  for (const reaction of inTime) {
    const place = places.get(choiceOf(reaction) ?? '');
    if (place === undefined || (!poll.isMultiple && voters.has(reaction.actor))) continue;
    voters.add(reaction.actor);
    votes[place] = (votes[place] ?? 0) + 1;
  }
  return { votes, voters: voters.size };
}

/**
 * What the author publishes: what was counted here, but never less than what was published. Another device of the account may know
 * votes that this one does not, and nobody's vote is to vanish.
 */
export function mergeTally(poll: Poll, counted: Tally): Tally {
  return {
    votes: poll.options.map(({ votes = 0 }, index) => Math.max(votes, counted.votes[index] ?? 0)),
    voters: Math.max(poll.voters ?? 0, counted.voters),
  };
}
