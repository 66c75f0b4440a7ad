import { expect } from 'vitest';
import { countVotes, voteType } from '../../../src/protocol/activity-streams/count-votes.ts';
import { readPoll, voteOf } from '../../../src/protocol/activity-streams/poll.ts';
import type { ObjectId } from '../../../src/protocol/brand.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import { checkDocumentCase } from './run-documents.ts';
import type { VectorCase } from './vector-file.ts';

type DocumentCase = Parameters<typeof checkDocumentCase>[0] & {
  readonly text: string;
  readonly vote: { readonly question: string; readonly choice: string } | null;
};

interface TallyCase extends VectorCase {
  readonly question: string;
  readonly votes: readonly string[];
  readonly tally: { readonly votes: readonly number[]; readonly voters: number };
}

/** Documents of polls, and what is counted (section 6.8). */
export async function checkPollCase(vector: DocumentCase | TallyCase): Promise<void> {
  if ('tally' in vector) {
    checkTally(vector as TallyCase);
    return;
  }
  const { text, vote, valid } = vector as DocumentCase;
  await checkDocumentCase(vector as DocumentCase);
  if (valid === false) return;
  const found = voteOf(JSON.parse(text) as JsonObject);
  expect(found === undefined ? null : { question: found.question, choice: found.choice }).toEqual(vote);
}

function checkTally({ question, votes, tally }: TallyCase): void {
  const asked = JSON.parse(question) as JsonObject;
  const poll = readPoll(asked);
  if (poll === undefined) throw new Error('no poll');
  const reactions = votes.map((bytes) => {
    const note = JSON.parse(bytes) as JsonObject;
    const vote = voteOf(note);
    if (vote === undefined) throw new Error('no vote');
    return {
      id: String(note['id']) as ObjectId,
      type: voteType(vote.choice),
      objectId: vote.question,
      actor: String(note['attributedTo']) as ObjectId,
      atMs: Date.parse(String(note['published'])),
    };
  });
  for (const order of [reactions, reactions.toReversed()])
    expect(countVotes(poll, order, String(asked['attributedTo']))).toEqual(tally);
}
