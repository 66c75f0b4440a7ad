import * as build from '../../src/protocol/activity-streams/build-activity.ts';
import { buildTombstone } from '../../src/protocol/activity-streams/build-tombstone.ts';
import type { CanonicalId, ObjectId } from '../../src/protocol/brand.ts';
import { idToTreePath } from '../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { alice, at, create, createOf, mallory, note, noteId, page, rkeyAt, sign, text, withProof, without } from './sample.ts';
import { source } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';
import { contentOf, filesOfShelf, idOf, outboxPath, pageFile, step } from './walk-builder.ts';
import { changesBetween } from './tree-files.ts';

const { did } = alice;
const base = (seconds: number, device = 1): build.ActivityBase => ({
  did,
  rkey: rkeyAt(seconds, device),
  published: at(seconds),
});
const boosted = 'https://social.example/notes/1' as ObjectId;
const objectOf = (activity: JsonObject): JsonObject => activity['object'] as JsonObject;

const walk = (name: string, clause: string, ...steps: readonly unknown[]): VectorCase => ({ name, clause, account: did, steps });

/** Whole accounts as a reader meets them (section 8). */
export async function outboxWalkVectors(): Promise<VectorFile> {
  return {
    description:
      'Walks through outboxes. Each step changes the files (by tree path) that a host has and runs the reader once, which keeps its state from step to step; call older: reads on in gaps and holes without looking for news. expect: what the run comes to. news: canonical ids of activities never delivered before, oldest first; objects: content of every object known so far, null when deleted; reactions: Likes and Announces in force.',
    source,
    cases: [...(await publishing()), ...(await changing()), ...(await refusing())],
  };
}

async function publishing(): Promise<VectorCase[]> {
  const [one, two, three, four] = [await create(1), await create(2), await create(3), await create(4)];
  const empty = await filesOfShelf({ pages: [[]] });
  const first = await filesOfShelf({ pages: [[one, two]] });
  const second = await filesOfShelf({ pages: [[one, two], [three]] });
  const ownOrigin = 'https://alice.example';
  const compatible = await sign({
    ...build.buildCreate({ ...base(5), origin: ownOrigin }, await sign(inModeC(note(5), ownOrigin))),
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

async function changing(): Promise<VectorCase[]> {
  const [one, two, three] = [await create(1), await create(2), await create(3)];
  const id = noteId(did, 1);
  const version = async (seconds: number, updated: number, content: string, device = 1): Promise<JsonObject> =>
    sign(
      build.buildUpdate(
        base(seconds, device),
        await sign(note(1, { updated: at(updated), content, contentMap: { en: content } })),
      ),
    );
  const edit = await version(4, 4, '<p>edited</p>');
  const older = await version(5, 3, '<p>older</p>');
  const equal = await version(6, 4, '<p>equal</p>', 2);
  const tombstone = await sign(
    buildTombstone({ did, id: id as CanonicalId, formerType: 'Note', published: at(1), deleted: at(7) }),
  );
  const remove = await sign(build.buildDelete(base(7), id));
  const buried = await createOf(1, tombstone);
  const late = await version(8, 8, '<p>back again</p>');
  const like = await sign(build.buildLike(base(9), { object: boosted }));
  const announce = await sign(build.buildAnnounce(base(10), { object: boosted }));
  const undo = await sign(build.buildUndo(base(11), idOf(like) as CanonicalId));
  const before = await filesOfShelf({ pages: [[one, two], [three]] });
  const after = await filesOfShelf({ pages: [[buried, two], [three], [remove]] });
  return [
    walk(
      'an edit on a later page',
      '6.2',
      step(await filesOfShelf({ pages: [[one, two], [edit]] }), {
        outcome: 'read',
        news: [one, two, edit],
        objects: { ...contentOf(one, two), [id]: '<p>edited</p>' },
      }),
    ),
    walk(
      'of several versions the highest, of equal ones the earlier',
      '6.2',
      step(
        await filesOfShelf({
          pages: [
            [one, edit],
            [older, equal],
          ],
        }),
        {
          outcome: 'read',
          news: [one, edit, older, equal],
          objects: { [id]: '<p>edited</p>' },
        },
      ),
    ),
    walk(
      'a delete: the sealed page is rewritten, the page between is not',
      '6.3',
      step(before, { outcome: 'read', news: [three], gaps: [0], objects: contentOf(three) }, { budget: 1 }),
      step({}, { outcome: 'read', news: [one, two], objects: contentOf(one, two, three) }, { call: 'older' }),
      step(changesBetween(before, after), {
        outcome: 'read',
        news: [remove],
        objects: { ...contentOf(two, three), [id]: null },
      }),
    ),
    walk(
      'a delete, for somebody who never saw the post',
      '6.3',
      step(await filesOfShelf({ pages: [[buried, two], [remove]] }), {
        outcome: 'read',
        news: [buried, two, remove],
        objects: { ...contentOf(two), [id]: null },
      }),
    ),
    walk(
      'a delete beats every version, also a later one',
      '6.3',
      step(await filesOfShelf({ pages: [[one, remove], [late]] }), {
        outcome: 'read',
        news: [one, remove, late],
        objects: { [id]: null },
      }),
      step(
        await filesOfShelf({
          pages: [
            [one, remove],
            [late, two],
          ],
        }),
        {
          outcome: 'read',
          news: [two],
          objects: { ...contentOf(two), [id]: null },
        },
      ),
    ),
    walk(
      'a like taken back; a boost that stays',
      '6.4',
      step(await filesOfShelf({ pages: [[like, announce]] }), {
        outcome: 'read',
        news: [like, announce],
        objects: {},
        reactions: [like, announce],
      }),
      step(await filesOfShelf({ pages: [[like, announce], [undo]] }), {
        outcome: 'read',
        news: [undo],
        objects: {},
        reactions: [announce],
      }),
    ),
    walk(
      'taken back before it was seen',
      '6.4',
      step(await filesOfShelf({ pages: [[undo], [like]] }), { outcome: 'read', news: [undo, like], objects: {}, reactions: [] }),
    ),
  ];
}

async function refusing(): Promise<VectorCase[]> {
  const [one, two, three] = [await create(1), await create(2), await create(3)];
  const good = await filesOfShelf({ pages: [[one], [two, three]] });
  const forged = { ...two, published: at(9) };
  const listen = await sign({ ...build.buildLike(base(9), { object: boosted }), type: 'Listen' });
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

function inModeC(object: JsonObject, origin: string): JsonObject {
  const base = `${origin}/.well-known/apgateway/`;
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('ap://') ? `${base}${value.slice('ap://'.length)}` : value,
    ]),
  );
}
