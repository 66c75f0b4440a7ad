import * as build from '../../src/protocol/activity-streams/build-activity.ts';
import { buildTombstone } from '../../src/protocol/activity-streams/build-tombstone.ts';
import type { CanonicalId, ObjectId } from '../../src/protocol/brand.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { alice, at, base, create, createOf, note, noteId, sign } from './sample.ts';
import { changesBetween } from './tree-files.ts';
import type { VectorCase } from './vector-file.ts';
import { contentOf, filesOfShelf, idOf, step, walk } from './walk-builder.ts';

const { did } = alice;
const boosted = 'https://social.example/notes/1' as ObjectId;

/** Posts that change: edits, deletes, what is taken back. */
export async function walkChanging(): Promise<VectorCase[]> {
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
