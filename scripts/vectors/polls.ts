import { buildNote, buildVote } from '../../src/protocol/activity-streams/build-note.ts';
import { countVotes, voteType } from '../../src/protocol/activity-streams/count-votes.ts';
import { pollMembers, readPoll, voteOf } from '../../src/protocol/activity-streams/poll.ts';
import type { CanonicalId, ObjectId } from '../../src/protocol/brand.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { alice, at, mallory, noteId, sign, text, without } from './sample.ts';
import { source, testSigner } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

const bob = testSigner(3);
const carol = testSigner(4);
const askedAt = 10;
const endsAt = 3_610;
const question = noteId(alice.did, askedAt) as CanonicalId;

/** Questions, votes, and what becomes of them (section 6.8). */
export async function pollsVectors(): Promise<VectorFile> {
  const one = ask(false);
  const many = ask(true);
  const vote = (choice: string, second = 60) => voteBy(bob, choice, second);
  return {
    description:
      'Documents of polls, all of the account of the case and valid or not as objects. vote: what a document answers, and with what; null: it is no vote, and a post if it is valid. tally: the votes for each answer and the number of voters that the author of the question counts, of votes that came in this order.',
    source,
    cases: [
      await document('a question that takes one answer', one, true, null),
      await document('a question that takes several', many, true, null),
      await document('a question that is closed', { ...one, closed: at(endsAt) }, true, null),
      await document('a question whose words were changed', { ...one, updated: at(90), edited: at(90) }, true, null),
      await document('a question without answers is a post', without(one, 'oneOf'), true, null),
      await document('answers that are no objects', { ...one, oneOf: ['Tea', 'Coffee'] }, true, null),
      await document('a vote', vote('Tea'), true, 'Tea', bob),
      await document('a vote with empty content', { ...vote('Tea'), content: '' }, true, 'Tea', bob),
      await document(
        'a note with a title and words is no vote',
        { ...vote('Tea'), content: '<p>Tea is better</p>' },
        true,
        null,
        bob,
      ),
      await document('a note without words and title is no vote', without(vote('Tea'), 'name'), true, null, bob),
      await document('a title that answers nothing is no vote', without(vote('Tea'), 'inReplyTo'), true, null, bob),
      await document('an article is no vote', { ...vote('Tea'), type: 'Article' }, true, null, bob),
      await document('a vote that only the author may read', { ...vote('Tea'), cc: [] }, false, null, bob),
      tally('one vote a person, the first one', one, [
        voteBy(bob, 'Coffee', 70),
        voteBy(bob, 'Tea', 60),
        voteBy(carol, 'Tea', 61),
      ]),
      tally('several answers of one person', many, [voteBy(bob, 'Tea', 60), voteBy(bob, 'Coffee', 60), voteBy(bob, 'Tea', 62)]),
      tally('an answer that does not exist', one, [voteBy(bob, 'Water', 60), voteBy(bob, 'Tea', 61)]),
      tally('after the end', one, [voteBy(bob, 'Tea', endsAt), voteBy(carol, 'Tea', endsAt + 1)]),
      tally('the author does not vote', one, [voteBy(alice, 'Tea', 60), voteBy(mallory, 'Coffee', 60)]),
    ],
  };
}

function ask(isMultiple: boolean): JsonObject {
  const options = ['Tea', 'Coffee'].map((title) => ({ title, votes: 0 }));
  return buildNote({
    did: alice.did,
    id: question,
    html: '<p>Tea or coffee?</p>',
    published: at(askedAt),
    audience: 'public',
    language: 'en',
    poll: pollMembers({ options, isMultiple, voters: 0 }, at(endsAt)),
  });
}

function voteBy(signer: typeof alice, choice: string, second: number): JsonObject {
  const id = noteId(signer.did, second) as CanonicalId;
  return buildVote({ did: signer.did, id, published: at(second), question: { id: question, author: alice.did }, choice });
}

async function document(
  name: string,
  unsigned: JsonObject,
  valid: boolean,
  choice: string | null,
  signer: typeof alice = alice,
): Promise<VectorCase> {
  const vote = choice === null ? null : { question, choice };
  const found = voteOf(unsigned);
  if (valid && found?.choice !== (choice ?? undefined)) throw new Error(`${name}: ${found?.choice ?? 'no vote'}`);
  return {
    name,
    clause: '6.8',
    kind: 'object',
    account: signer.did,
    valid,
    ...(!valid && { reason: 'bad-schema' }),
    vote,
    text: text(await sign(unsigned, signer)),
  };
}

function tally(name: string, asked: JsonObject, votes: readonly JsonObject[]): VectorCase {
  const poll = readPoll(asked);
  if (poll === undefined) throw new Error(`${name}: no poll`);
  const given = votes.map((vote) => ({
    id: String(vote['id']) as ObjectId,
    type: voteType(voteOf(vote)?.choice ?? ''),
    objectId: question,
    actor: String(vote['attributedTo']) as ObjectId,
    atMs: Date.parse(String(vote['published'])),
  }));
  const { votes: counted, voters } = countVotes(poll, given, String(asked['attributedTo']));
  return {
    name,
    clause: '6.8',
    question: text(asked),
    votes: votes.map((vote) => text(vote)),
    tally: { votes: [...counted], voters },
  };
}
