import { buildCreate } from '../../src/protocol/activity-streams/build-activity.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { alice, base, create, note, noteId, rkeyAt, sign } from './sample.ts';
import { changesBetween } from './tree-files.ts';
import type { VectorCase } from './vector-file.ts';
import { contentOf, filesOfShelf, step, walk } from './walk-builder.ts';

const { did } = alice;

/** Posts that come: first sight, news, order, both forms of ids. */
export async function walkPublishing(): Promise<VectorCase[]> {
  const [one, two, three, four] = [await create(1), await create(2), await create(3), await create(4)];
  const empty = await filesOfShelf({ pages: [[]] });
  const first = await filesOfShelf({ pages: [[one, two]] });
  const second = await filesOfShelf({ pages: [[one, two], [three]] });
  const ownOrigin = 'https://alice.example';
  const compatible = await sign({
    ...buildCreate({ ...base(5), origin: ownOrigin }, await sign(inModeC(note(5), ownOrigin))),
  });
  const mixed = await filesOfShelf({ pages: [[one, two, compatible]] });
  const compatibleId = `ap://${did}/outbox.jsonld#${rkeyAt(5)}`;
  return [
    walk('an account that has published nothing', '5.1', step(empty, { outcome: 'read', objects: {} })),
    walk(
      'first sight, nothing new, then news on a new page',
      '8.3',
      step(first, { outcome: 'read', news: [one, two], objects: contentOf(one, two) }),
      step({}, { outcome: 'unchanged', objects: contentOf(one, two) }),
      step(changesBetween(first, second), { outcome: 'read', news: [three], objects: contentOf(one, two, three) }),
    ),
    walk(
      'news on a page that was known before',
      '8.3',
      step(first, { outcome: 'read', news: [one, two], objects: contentOf(one, two) }),
      step(await filesOfShelf({ pages: [[one, two, three]] }), {
        outcome: 'read',
        news: [three],
        objects: contentOf(one, two, three),
      }),
    ),
    walk(
      'order is that of publication, not of record keys',
      '5.2',
      step(
        await filesOfShelf({
          pages: [
            [three, one],
            [four, two],
          ],
        }),
        {
          outcome: 'read',
          news: [three, one, four, two],
          objects: contentOf(one, two, three, four),
        },
      ),
    ),
    walk(
      'both written forms of ids in one outbox',
      '2.7',
      step(mixed, {
        outcome: 'read',
        news: [one, two, { id: compatibleId }],
        objects: { ...contentOf(one, two), [noteId(did, 5)]: '<p>Number 5</p>' },
      }),
    ),
  ];
}

function inModeC(object: JsonObject, origin: string): JsonObject {
  const base = `${origin}/.well-known/apgateway/`;
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('ap://') ? `${base}${value.slice('ap://'.length)}` : value,
    ]),
  );
}
