import { buildActor } from '../../src/protocol/activity-streams/build-actor.ts';
import { buildDelete, buildUpdate } from '../../src/protocol/activity-streams/build-activity.ts';
import { buildTombstone } from '../../src/protocol/activity-streams/build-tombstone.ts';
import type { CanonicalId } from '../../src/protocol/brand.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { bad, good } from './document-case.ts';
import { alice, at, create, createOf, mallory, note, noteId, page, rkeyAt, sign, without } from './sample.ts';
import { source } from './vector-file.ts';
import type { VectorFile } from './vector-file.ts';

/** Pages and what stands on them (sections 5.2, 5.3, 6 and 8.1). */
export async function pagesVectors(): Promise<VectorFile> {
  const { did } = alice;
  const first = await create(1);
  const second = await create(2);
  const base = (seconds: number) => ({ did, rkey: rkeyAt(seconds), published: at(seconds) });
  const tombstone = await sign(
    buildTombstone({ did, id: noteId(did, 1) as CanonicalId, formerType: 'Note', published: at(1), deleted: at(9) }),
  );
  const unsigned = without(first['object'] as JsonObject, 'proof');
  const actor = await sign(buildActor({ did, preferredUsername: 'alice', published: at(0), updated: at(3) }));
  const twenty = await Promise.all(Array.from({ length: 20 }, (_, index) => create(20 - index)));
  const stranger = await create(3, {}, mallory);
  const theirNote = stranger['object'] as JsonObject;
  /** A page that is itself in order, with one activity that has this verdict before one that is valid. */
  const oneOf = async (clause: string, name: string, verdict: string, activity: JsonObject): Promise<ReturnType<typeof good>> =>
    good(clause, 'page', name, await page(0, [activity, first]), [verdict, 'valid']);
  const signedAs = (type: string, object: JsonObject | string, more: JsonObject = {}): Promise<JsonObject> =>
    sign({ ...buildDelete(base(5), noteId(did, 1)), type, object, ...more });
  return {
    description: 'Outbox pages. valid: the page itself; activities: verdict on each of its activities, in the order of the page.',
    source,
    cases: [
      good('5.2', 'page', 'empty page 0', await page(0, []), []),
      good('5.2', 'page', 'two posts, newest first', await page(0, [second, first]), ['valid', 'valid']),
      good(
        '5.2',
        'page',
        'twenty activities',
        await page(3, twenty),
        twenty.map(() => 'valid'),
      ),
      bad('5.2', 'page', 'twenty-one activities', 'bad-schema', await page(3, [await create(21), ...twenty])),
      good('5.2', 'page', 'a page sealed early', await page(7, [first]), ['valid']),
      good('5.2', 'page', 'in another order than by record key', await page(0, [first, second]), ['valid', 'valid']),
      good('5.2', 'page', 'the same activity twice', await page(0, [first, first]), ['valid', 'valid']),
      good('6.3', 'page', 'a deleted post: Tombstone in its place', await page(0, [second, await createOf(1, tombstone)]), [
        'valid',
        'valid',
      ]),
      good(
        '6.3',
        'page',
        'a deleted post that had been edited',
        await page(0, [await sign(buildUpdate(base(4), tombstone)), await createOf(1, tombstone)]),
        ['valid', 'valid'],
      ),
      await oneOf('5.3', 'an Update of the actor', 'valid', await sign(buildUpdate(base(5), actor))),
      await oneOf('5.3', 'a Create that names its object', 'valid', await signedAs('Create', noteId(did, 1))),
      await oneOf('5.3', 'a Create with an object without proof: its file decides', 'valid', await signedAs('Create', unsigned)),
      await oneOf('5.3', 'a Follow of a web address', 'valid', await signedAs('Follow', 'https://social.example/users/bob')),
      await oneOf(
        '5.3',
        'an EmojiReact',
        'valid',
        await signedAs('EmojiReact', 'https://social.example/notes/1', { content: '🐝' }),
      ),
      await oneOf(
        '5.3',
        'an EmojiReact without emoji',
        'bad-schema',
        await signedAs('EmojiReact', 'https://social.example/notes/1'),
      ),
      await oneOf(
        '5.3',
        'an Add to an own collection',
        'valid',
        await signedAs('Add', noteId(did, 1), { target: `ap://${did}/featured.jsonld` }),
      ),
      await oneOf(
        '5.3',
        "an Add to somebody else's collection",
        'wrong-owner',
        await signedAs('Add', noteId(did, 1), { target: `ap://${mallory.did}/featured.jsonld` }),
      ),
      await oneOf('5.3', 'an unknown type', 'bad-schema', await signedAs('Listen', noteId(did, 1))),
      await oneOf(
        '5.3',
        'a Delete with an embedded object',
        'bad-schema',
        await signedAs('Delete', first['object'] as JsonObject),
      ),
      await oneOf('5.3', "a Create of somebody else's signed note", 'wrong-owner', await signedAs('Create', theirNote)),
      await oneOf(
        '5.3',
        "a Create that names somebody else's note",
        'wrong-owner',
        await signedAs('Create', noteId(mallory.did, 3)),
      ),
      await oneOf('5.3', 'a Create of a page', 'bad-schema', await signedAs('Create', await page(0, []))),
      await oneOf(
        '5.3',
        'for nobody',
        'bad-schema',
        await signedAs('Like', 'https://social.example/notes/1', { to: [], cc: [] }),
      ),
      await oneOf(
        '5.3',
        'for followers only',
        'bad-schema',
        await signedAs('Like', 'https://social.example/notes/1', { to: [`ap://${did}/followers.jsonld`], cc: [] }),
      ),
      await oneOf('8.1', "somebody else's activity, validly signed", 'wrong-owner', stranger),
      await oneOf(
        '8.1',
        'object changed inside a signed activity',
        'bad-proof',
        await createOf(4, { ...(first['object'] as JsonObject), content: '<p>changed</p>' }),
      ),
      await oneOf('8.1', 'activity changed, object intact', 'bad-proof', { ...second, published: at(8) }),
      await oneOf('8.1', 'activity whose proof is another one of the same account', 'bad-proof', {
        ...second,
        proof: first['proof'] as JsonObject,
      }),
      await oneOf(
        '8.1',
        'activity id names a page',
        'wrong-place',
        await signedAs('Like', 'https://social.example/notes/1', { id: `ap://${did}/outbox/0000/000000.jsonld#${rkeyAt(5)}` }),
      ),
      await oneOf(
        '8.1',
        'activity id with two fragments',
        'wrong-place',
        await signedAs('Like', 'https://social.example/notes/1', { id: `ap://${did}/outbox.jsonld#${rkeyAt(5)}#x` }),
      ),
      await oneOf(
        '8.1',
        'activity id without record key',
        'wrong-place',
        await signedAs('Like', 'https://social.example/notes/1', { id: `ap://${did}/outbox.jsonld` }),
      ),
      await oneOf(
        '8.1',
        'object in the folder of another record key',
        'wrong-place',
        await createOf(4, await sign(note(1, { id: `ap://${did}/o/22/2/2/${rkeyAt(1)}.jsonld` }))),
      ),
      await oneOf('8.1', 'an item that is a text', 'bad-schema', 'ap://x' as unknown as JsonObject),
      good('2.6', 'page', 'written under an own origin', await page(0, [first], ownOrigin(did)), ['valid']),
      bad('8.1', 'page', 'page changed after signing', 'bad-proof', {
        ...(await page(0, [first])),
        orderedItems: [second, first],
        totalItems: 2,
      }),
      bad('8.1', 'page', 'activities left out after signing', 'bad-proof', {
        ...(await page(0, [second, first])),
        orderedItems: [first],
        totalItems: 1,
      }),
      bad('8.1', 'page', 'next without number', 'wrong-place', await page(2, [], { next: `ap://${did}/outbox.jsonld` })),
      bad(
        '8.1',
        'page',
        'next leads to another account',
        'wrong-place',
        await page(2, [], { next: `ap://${mallory.did}/outbox/0000/000001.jsonld` }),
      ),
      bad(
        '8.1',
        'page',
        'next leads up: a circle',
        'wrong-place',
        await page(2, [], { next: `ap://${did}/outbox/0000/000003.jsonld` }),
      ),
      bad(
        '8.1',
        'page',
        'without next though not the oldest',
        'wrong-place',
        await sign(without(without(await page(2, []), 'next'), 'proof')),
      ),
      bad('8.1', 'page', "somebody else's page, validly signed", 'wrong-owner', await page(0, [], {}, mallory)),
      good(
        '5.2',
        'page',
        'with prev and updated, which nobody needs',
        await page(1, [first], { prev: pageUrl(did, 2), updated: at(3) }),
        ['valid'],
      ),
      bad(
        '5.2',
        'page',
        'without totalItems',
        'bad-schema',
        await sign(without(without(await page(1, []), 'totalItems'), 'proof')),
      ),
      bad('5.2', 'page', 'totalItems below what is on the page', 'bad-schema', await page(1, [second, first], { totalItems: 1 })),
      bad('5.2', 'page', 'something below page 0', 'wrong-place', await page(0, [first], { totalItems: 2 })),
      bad('5.2', 'page', 'without to', 'bad-schema', await sign(without(without(await page(1, []), 'to'), 'proof'))),
      bad('5.2', 'page', 'without items', 'bad-schema', await sign(without(without(await page(0, []), 'orderedItems'), 'proof'))),
      bad('5.2', 'page', 'items are one activity', 'bad-schema', await page(0, [], { orderedItems: first })),
    ],
  };
}

const pageUrl = (did: string, number: number): string => `ap://${did}/outbox/0000/00000${number}.jsonld`;

/** The ids of page 0, written under a web origin. */
function ownOrigin(did: string): JsonObject {
  const base = `https://alice.example/.well-known/apgateway/${did}`;
  return { id: `${base}/outbox/0000/000000.jsonld`, partOf: `${base}/outbox.jsonld`, attributedTo: `${base}/actor.jsonld` };
}
