import { buildLike } from '../../src/protocol/activity-streams/build-activity.ts';
import type { ObjectId } from '../../src/protocol/brand.ts';
import { idToTreePath } from '../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { alice, at, base, create, mallory, note, noteId, page, sign, text, withProof, without } from './sample.ts';
import type { VectorCase } from './vector-file.ts';
import { contentOf, filesOfShelf, idOf, outboxPath, pageFile, step, walk } from './walk-builder.ts';

const { did } = alice;
const objectOf = (activity: JsonObject): JsonObject => activity['object'] as JsonObject;
const listened = 'https://social.example/notes/1' as ObjectId;

/** What must not be believed, and what only looks broken. */
export async function walkRefusing(): Promise<VectorCase[]> {
  const [one, two, three] = [await create(1), await create(2), await create(3)];
  const good = await filesOfShelf({ pages: [[one], [two, three]] });
  const forged = { ...two, published: at(9) };
  const listen = await sign({ ...buildLike(base(9), { object: listened }), type: 'Listen' });
  const bare = await sign({ ...without(without(one, 'proof'), 'object'), object: idOf(objectOf(one)) });
  const unsigned = await sign({ ...without(one, 'proof'), object: without(objectOf(one), 'proof') });
  const objectFile = idToTreePath(idOf(objectOf(one))) ?? '';
  const strangersPage = text(await page(0, [await create(1, {}, mallory)], {}, mallory));
  const named = await filesOfShelf({ pages: [[bare]] });
  return [
    walk(
      'refused activities spoil nothing else',
      '8.1',
      step(await filesOfShelf({ pages: [[one, forged, listen, three]] }), {
        outcome: 'read',
        news: [one, three],
        objects: contentOf(one, three),
      }),
    ),
    walk(
      'an object that is only named',
      '8.3',
      step({ ...named, [objectFile]: text(objectOf(one)) }, { outcome: 'read', news: [bare], objects: contentOf(one) }),
    ),
    walk(
      'an object embedded without proof: the file decides, not what is embedded',
      '5.3',
      step(
        {
          ...(await filesOfShelf({ pages: [[unsigned]] })),
          [objectFile]: text(await sign(note(1, { content: '<p>as in the file</p>' }))),
        },
        { outcome: 'read', news: [unsigned], objects: { [noteId(did, 1)]: '<p>as in the file</p>' } },
      ),
    ),
    walk(
      'an object that is only named and not there yet',
      '8.3',
      step(named, { outcome: 'partial', news: [bare], holes: [0], objects: {} }),
      step({ [objectFile]: text(objectOf(one)) }, { outcome: 'read', objects: contentOf(one) }),
    ),
    walk(
      'another object in the file of one that is named',
      '8.1',
      step({ ...named, [objectFile]: text(objectOf(two)) }, { outcome: 'partial', news: [bare], objects: {} }),
    ),
    walk(
      'a page that was tampered with, then whole',
      '8.3',
      step(
        { ...good, [pageFile(0)]: good[pageFile(0)]?.replace('Number 1', 'Number 9') ?? '' },
        { outcome: 'partial', news: [two, three], holes: [0], objects: contentOf(two, three) },
      ),
      step({ [pageFile(0)]: good[pageFile(0)] ?? '' }, { outcome: 'read', news: [one], objects: contentOf(one, two, three) }),
    ),
    walk(
      "somebody else's page in a page's place",
      '8.1',
      step(
        { ...good, [pageFile(0)]: strangersPage },
        { outcome: 'partial', news: [two, three], holes: [0], objects: contentOf(two, three) },
      ),
    ),
    walk(
      "another page of the account in a page's place",
      '8.1',
      step(
        { ...good, [pageFile(0)]: good[pageFile(1)] ?? '' },
        { outcome: 'partial', news: [two, three], holes: [0], objects: contentOf(two, three) },
      ),
    ),
    walk(
      'the outbox of somebody else',
      '8.1',
      step(
        { ...good, [outboxPath]: text(await sign(without(JSON.parse(good[outboxPath] ?? '') as JsonObject, 'proof'), mallory)) },
        { outcome: 'invalid', objects: {} },
      ),
    ),
    walk('no outbox', '8.3', step({ ...good, [outboxPath]: null }, { outcome: 'missing', objects: {} })),
    walk(
      'an outbox that is not canonical',
      '3.1',
      step({ ...good, [outboxPath]: `${good[outboxPath] ?? ''}\n` }, { outcome: 'invalid', objects: {} }),
    ),
    walk(
      'an outbox with another proof value',
      '3.4',
      step(
        {
          ...good,
          [outboxPath]: text(
            withProof(JSON.parse(good[outboxPath] ?? '') as JsonObject, {
              proofValue: String((one['proof'] as JsonObject)['proofValue']),
            }),
          ),
        },
        { outcome: 'invalid', objects: {} },
      ),
    ),
  ];
}
