import { buildCreate } from '../../protocol/activity-streams/build-activity.ts';
import { buildVote } from '../../protocol/activity-streams/build-note.ts';
import { choiceOf } from '../../protocol/activity-streams/count-votes.ts';
import { type Poll, readPoll } from '../../protocol/activity-streams/poll.ts';
import type { ObjectId } from '../../protocol/brand.ts';
import { objectPath, treePathToId } from '../../protocol/identity/paths.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { isDid } from '../addresses.ts';
import { createJobQueue } from '../single-flight.ts';
import { type AuthorDependencies, createOwnOutbox } from '../publish/own-outbox.ts';
import { writtenPerson, writtenReference } from '../publish/written-references.ts';
import type { PollsDesk, VoteError } from './polls-api.ts';

/** Votes travel as answers do: in the own outbox, and as letters to who asks (bridge-spec section 6.8). */
export function createPollsDesk(dependencies: AuthorDependencies): PollsDesk {
  const { store, clock } = dependencies;
  const outbox = createOwnOutbox(dependencies);
  const chosen = new Map<ObjectId, readonly string[]>();
  // A second press while the first one is being stored is the same vote.
  const turns = createJobQueue<ObjectId, Result<void, VoteError>>(1, voteNow);

  async function voteNow(question: ObjectId): Promise<Result<void, VoteError>> {
    const choices = chosen.get(question) ?? [];
    const post = await store.post(question);
    const poll = post && post.deleted !== true ? readPoll(post.object) : undefined;
    if (post === undefined || poll === undefined || !isDid(post.author) || post.author === store.did)
      return err({ type: 'closed' });
    if (poll.isClosed || (poll.endsMs !== undefined && poll.endsMs <= clock.nowMs())) return err({ type: 'closed' });
    if (!isAnswer(poll, choices)) return err({ type: 'bad-choice' });
    const mine = (await store.reactions(question)).filter(({ actor }) => actor === store.did);
    if (mine.some((reaction) => choiceOf(reaction) !== undefined)) return err({ type: 'voted' });
    const asked = { id: await writtenReference(store, question), author: await writtenPerson(store, post.author) };
    for (const choice of choices) {
      const added = await add(asked, choice);
      if (!added.ok) return err(added.error);
    }
    return ok(undefined);
  }

  async function add(question: Parameters<typeof buildVote>[0]['question'], choice: string) {
    const moment = outbox.moment();
    const id = treePathToId(store.did, objectPath(store.did, moment.rkey));
    const origin = await outbox.origin();
    const vote = buildVote({ did: store.did, id, origin, published: moment.published, question, choice });
    const object = await outbox.sign(vote, moment.published);
    const build = (base: Parameters<typeof buildCreate>[0]) => buildCreate(base, object);
    return outbox.add({ type: 'Create', objectId: id, build, object, origin: origin ?? null, moment });
  }

  return {
    vote(question, choices) {
      chosen.set(question, [...new Set(choices)]);
      return turns.run(question);
    },
  };
}

function isAnswer(poll: Poll, choices: readonly string[]): boolean {
  const titles = new Set(poll.options.map(({ title }) => title));
  return choices.length > 0 && (poll.isMultiple || choices.length === 1) && choices.every((choice) => titles.has(choice));
}
