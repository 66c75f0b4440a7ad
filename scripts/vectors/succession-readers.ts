import { buildDelete, buildMove, buildUpdate } from '../../src/protocol/activity-streams/build-activity.ts';
import { buildActor } from '../../src/protocol/activity-streams/build-actor.ts';
import type { Did } from '../../src/protocol/brand.ts';
import { accountId } from '../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import type { Signer } from '../../src/protocol/ports/crypto.ts';
import { digestOfKey } from '../../src/protocol/succession/check-succession.ts';
import { alice, at, base, create, createOf, mallory, note, noteId, sign, text } from './sample.ts';
import { secondSuccessor, statement, successor } from './succession.ts';
import { source, testSigner } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

/** Something that reaches a reader, and whether it takes it. */
type Step = JsonObject;
type Notes = Readonly<Record<string, string>>;

const took = (event: 'actor' | 'activity' | 'statement', account: Did, document: JsonObject, taken = true): Step => ({
  event,
  account,
  taken,
  text: text(document),
});
const refused = (event: 'actor' | 'activity' | 'statement', account: Did, document: JsonObject): Step =>
  took(event, account, document, false);

/** Signed actor of that second, which names the key of the next one. */
const actorOf = (signer: Signer, seconds: number, next?: Did, more: JsonObject = {}): Promise<JsonObject> =>
  sign(
    {
      ...buildActor({
        did: signer.did,
        preferredUsername: 'alice',
        published: at(0),
        updated: at(seconds),
        ...(next !== undefined && { nextKeyDigest: digestOfKey(next) }),
      }),
      ...more,
    },
    signer,
  );

const say = (seconds: number, account: Did = alice.did, signer: Signer = successor, endSeconds?: number): Promise<JsonObject> =>
  sign(statement(seconds, account, signer, endSeconds), signer);

const notes = (...seconds: number[]): Notes =>
  Object.fromEntries(seconds.map((second) => [noteId(alice.did, second), `<p>Number ${second}</p>`]));

function story(name: string, steps: readonly Step[], goesOnAs: Signer, objects: Notes = {}): VectorCase {
  return { name, clause: '8.5', account: alice.did, steps, goesOnAs: goesOnAs.did, objects };
}

const moveTo = (seconds: number, target: Did): Promise<JsonObject> => sign(buildMove(base(seconds), target));
const edited = async (seconds: number, atSeconds: number): Promise<JsonObject> =>
  sign(buildUpdate(base(atSeconds), await sign(note(seconds, { updated: at(atSeconds), content: '<p>Edited</p>' }))));

/** What readers come to when a successor speaks (section 8.5). Nothing is asked for: events come in the order given. */
export async function successionReadersVectors(): Promise<VectorFile> {
  const first = await actorOf(alice, 0, successor.did);
  const pinned = took('actor', alice.did, first);
  const posts = [took('activity', alice.did, await create(10)), took('activity', alice.did, await create(40))];
  const ended = await say(60, alice.did, successor, 30);
  const thief = await actorOf(alice, 50, mallory.did);
  const later = await create(70);
  const dated = await create(5);
  return {
    description:
      'A reader that knows nothing gets the events in this order. actor: an actor file of the account, activity: an activity of its outbox, statement: what somebody handed over as successor.jsonld of the account. taken: whether the reader takes it (of a statement: whether it counts, or counts more than the one before). Afterwards goesOnAs is the account that goes on for the account of the case (itself: no successor), and objects are all objects of that account that are left, with their content.',
    source,
    cases: [
      story('no successor', [pinned, ...posts], alice, notes(10, 40)),
      story('a statement', [pinned, ...posts, took('statement', alice.did, await say(60))], successor, notes(10, 40)),
      story('from endTime on nothing counts', [pinned, ...posts, took('statement', alice.did, ended)], successor, notes(10)),
      story(
        'what is published at endTime does not count',
        [pinned, ...posts, took('statement', alice.did, await say(60, alice.did, successor, 40))],
        successor,
        notes(10),
      ),
      story(
        'what is edited after endTime is dropped',
        [pinned, ...posts, took('activity', alice.did, await edited(10, 45)), took('statement', alice.did, ended)],
        successor,
      ),
      story(
        'nothing of the old key is taken any more, however it is dated',
        [
          pinned,
          took('statement', alice.did, ended),
          refused('activity', alice.did, later),
          refused('activity', alice.did, dated),
          refused('actor', alice.did, await actorOf(alice, 80, mallory.did)),
        ],
        successor,
      ),
      story('before there is a pin', [refused('statement', alice.did, ended), pinned, ...posts], alice, notes(10, 40)),
      story(
        'before there is a pin, and again afterwards',
        [refused('statement', alice.did, ended), pinned, ...posts, took('statement', alice.did, ended)],
        successor,
        notes(10),
      ),
      story(
        'a pin that comes with an Update',
        [
          took('actor', alice.did, await actorOf(alice, 0)),
          took('activity', alice.did, await sign(buildUpdate(base(20), await actorOf(alice, 20, successor.did)))),
          took('statement', alice.did, await say(60)),
        ],
        successor,
      ),
      story(
        'a later actor with another digest',
        [pinned, took('actor', alice.did, thief), took('statement', alice.did, await say(60))],
        successor,
      ),
      story(
        'a later actor without digest',
        [pinned, took('actor', alice.did, await actorOf(alice, 50)), took('statement', alice.did, await say(60))],
        successor,
      ),
      story(
        'the key that a later actor names',
        [pinned, took('actor', alice.did, thief), refused('statement', alice.did, await say(60, alice.did, mallory))],
        alice,
      ),
      story(
        'a Move by the old key before',
        [
          pinned,
          took('activity', alice.did, await moveTo(45, mallory.did)),
          took('actor', alice.did, await actorOf(alice, 50, mallory.did, { movedTo: accountId(mallory.did, 'actor') })),
          took('statement', alice.did, ended),
        ],
        successor,
      ),
      story(
        'a Move by the old key afterwards',
        [pinned, took('statement', alice.did, ended), refused('activity', alice.did, await moveTo(45, mallory.did))],
        successor,
      ),
      story(
        'a Move by the old key, dated before everything',
        [pinned, took('statement', alice.did, await say(60)), refused('activity', alice.did, await moveTo(1, mallory.did))],
        successor,
      ),
      story(
        'the account was ended by the old key',
        [
          pinned,
          ...posts,
          took('activity', alice.did, await sign(buildDelete(base(50), accountId(alice.did, 'actor')))),
          took('statement', alice.did, ended),
        ],
        successor,
        notes(10),
      ),
      story(
        'a statement in the outbox of the successor',
        [pinned, ...posts, took('actor', successor.did, await actorOf(successor, 60)), took('activity', successor.did, ended)],
        successor,
        notes(10),
      ),
      story(
        "a stranger's statement in the stranger's outbox",
        [pinned, ...posts, took('activity', mallory.did, await say(60, alice.did, mallory))],
        alice,
        notes(10, 40),
      ),
      story(
        'a second statement with an earlier endTime',
        [
          pinned,
          ...posts,
          took('statement', alice.did, ended),
          took('statement', alice.did, await say(90, alice.did, successor, 8)),
        ],
        successor,
      ),
      story(
        'a second statement with a later endTime',
        [
          pinned,
          ...posts,
          took('statement', alice.did, ended),
          refused('statement', alice.did, await say(90, alice.did, successor, 80)),
        ],
        successor,
        notes(10),
      ),
      story(
        'a second statement without endTime',
        [pinned, ...posts, took('statement', alice.did, ended), refused('statement', alice.did, await say(90))],
        successor,
        notes(10),
      ),
      story(
        'a second statement with endTime, after one without',
        [pinned, ...posts, took('statement', alice.did, await say(60)), took('statement', alice.did, ended)],
        successor,
        notes(10),
      ),
      story(
        'the same statement again',
        [pinned, took('statement', alice.did, ended), refused('statement', alice.did, ended)],
        successor,
      ),
      story(
        'a statement about the account by a stranger, afterwards',
        [pinned, took('statement', alice.did, ended), refused('statement', alice.did, await say(90, alice.did, mallory, 1))],
        successor,
      ),
      story('an import of the successor belongs to the successor', await imported(pinned), successor, notes(10)),
      story('a chain', await chain(), secondSuccessor),
      story('a chain, the last statement first', await reversedChain(), secondSuccessor),
      story('a chain whose middle has no pin', await brokenChain(), successor),
      story('a circle', await circle(), successor),
      story('a chain of nine', await longChain(9), testSigner(108)),
      story(
        'met after the theft: the pin is what the thief wrote',
        [took('actor', alice.did, thief), refused('statement', alice.did, ended), took('activity', alice.did, later)],
        alice,
        notes(70),
      ),
    ],
  };
}

async function imported(pinned: Step): Promise<Step[]> {
  const copy = await sign(note(40, {}, successor.did), successor);
  return [
    pinned,
    took('activity', alice.did, await create(10)),
    took('activity', alice.did, await create(40)),
    took('statement', alice.did, await say(60, alice.did, successor, 30)),
    took('activity', successor.did, await createOf(90, copy, successor)),
  ];
}

const chain = async (): Promise<Step[]> => [
  took('actor', alice.did, await actorOf(alice, 0, successor.did)),
  took('statement', alice.did, await say(60)),
  took('actor', successor.did, await actorOf(successor, 60, secondSuccessor.did)),
  took('statement', successor.did, await say(90, successor.did, secondSuccessor)),
  refused('activity', successor.did, await create(95, {}, successor)),
  took('actor', secondSuccessor.did, await actorOf(secondSuccessor, 90)),
];

const reversedChain = async (): Promise<Step[]> => [
  took('actor', successor.did, await actorOf(successor, 60, secondSuccessor.did)),
  took('statement', successor.did, await say(90, successor.did, secondSuccessor)),
  took('actor', alice.did, await actorOf(alice, 0, successor.did)),
  took('statement', alice.did, await say(60)),
];

const brokenChain = async (): Promise<Step[]> => [
  took('actor', alice.did, await actorOf(alice, 0, successor.did)),
  took('statement', alice.did, await say(60)),
  took('actor', successor.did, await actorOf(successor, 60)),
  refused('statement', successor.did, await say(90, successor.did, secondSuccessor)),
];

const circle = async (): Promise<Step[]> => [
  took('actor', alice.did, await actorOf(alice, 0, successor.did)),
  took('actor', successor.did, await actorOf(successor, 0, alice.did)),
  took('statement', alice.did, await say(60)),
  refused('statement', successor.did, await say(90, successor.did, alice)),
];

/** Every account names the next; all statements are valid, and the last one is too far. */
async function longChain(length: number): Promise<Step[]> {
  const accounts = [alice, ...Array.from({ length }, (_, index) => testSigner(101 + index))];
  const steps: Step[] = [];
  for (const [index, next] of accounts.entries()) {
    const before = accounts[index - 1];
    if (before === undefined) continue;
    steps.push(took('actor', before.did, await actorOf(before, index, next.did)));
    steps.push(took('statement', before.did, await say(100 + index, before.did, next)));
  }
  return steps;
}
