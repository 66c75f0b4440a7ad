import { buildDelete } from '../../src/protocol/activity-streams/build-activity.ts';
import { buildTombstone } from '../../src/protocol/activity-streams/build-tombstone.ts';
import type { CanonicalId } from '../../src/protocol/brand.ts';
import { alice, at, create, createOf, noteId, rkeyAt, sign } from './sample.ts';
import { source, startMs } from './vector-file.ts';
import type { VectorFile } from './vector-file.ts';
import { contentOf, filesOfShelf, outboxPath, pageFile, step, walk } from './walk-builder.ts';

const { did } = alice;
/** Hosts that show older states, or parts of several (sections 8.3 and 14). */
export async function rollbackVectors(): Promise<VectorFile> {
  const [one, two, three, four] = [await create(1), await create(2), await create(3), await create(4)];
  const old = await filesOfShelf({ pages: [[one]] });
  const now = await filesOfShelf({ pages: [[one, two]] });
  const seen = step(now, { outcome: 'read', news: [one, two], objects: contentOf(one, two) });
  const id = noteId(did, 1) as CanonicalId;
  const tombstone = await sign(buildTombstone({ did, id, formerType: 'Note', published: at(1), deleted: at(7) }));
  const remove = await sign(buildDelete({ did, rkey: rkeyAt(7), published: at(7) }, id));
  const deleted = await filesOfShelf({ pages: [[await createOf(1, tombstone), two], [remove]] });
  const half = await filesOfShelf({ pages: [[one], [two]] });
  const whole = await filesOfShelf({ pages: [[one], [two, three], [four]] });
  return {
    description: 'Hosts that go back, lag behind, or show parts of several states. Shape as in outbox-walk.json.',
    source,
    cases: [
      walk(
        'an outbox dated before 1970, at first sight',
        '8.3',
        step(await filesOfShelf({ pages: [[one]], updated: -startMs / 1000 - 1 }), {
          outcome: 'read',
          news: [one],
          objects: contentOf(one),
        }),
      ),
      walk('an older tree', '8.3', seen, step(old, { outcome: 'stale', objects: contentOf(one, two) })),
      walk(
        'an older tree, then a newer one',
        '8.3',
        seen,
        step(old, { outcome: 'stale', objects: contentOf(one, two) }),
        step(await filesOfShelf({ pages: [[one, two, three]] }), {
          outcome: 'read',
          news: [three],
          objects: contentOf(one, two, three),
        }),
      ),
      walk(
        'the same second, more activities: two devices',
        '8.3',
        seen,
        step(await filesOfShelf({ pages: [[one, two, three]], updated: 2 }), {
          outcome: 'read',
          news: [three],
          objects: contentOf(one, two, three),
        }),
      ),
      walk(
        'the same second, not more activities',
        '8.3',
        seen,
        step(await filesOfShelf({ pages: [[three, four]], updated: 2 }), { outcome: 'unchanged', objects: contentOf(one, two) }),
      ),
      walk(
        'a new outbox over the old newest page, then the page: a host that is not atomic, or a cache',
        '8.3',
        step(old, { outcome: 'read', news: [one], objects: contentOf(one) }),
        step({ [outboxPath]: now[outboxPath] ?? '' }, { outcome: 'partial', objects: contentOf(one) }),
        step({ [pageFile(0)]: now[pageFile(0)] ?? '' }, { outcome: 'read', news: [two], objects: contentOf(one, two) }),
      ),
      walk(
        'the newest page before its outbox',
        '8.3',
        step(
          { ...now, [outboxPath]: old[outboxPath] ?? '' },
          { outcome: 'read', news: [one, two], objects: contentOf(one, two) },
        ),
        step(now, { outcome: 'read', objects: contentOf(one, two) }),
        step({}, { outcome: 'unchanged', objects: contentOf(one, two) }),
      ),
      walk(
        'an old copy of a sealed page at first sight, then the whole one',
        '8.3',
        step(
          { ...whole, [pageFile(1)]: half[pageFile(1)] ?? '' },
          { outcome: 'partial', news: [one, two, four], holes: [1], objects: contentOf(one, two, four) },
          { budget: 3 },
        ),
        step(
          { [pageFile(1)]: whole[pageFile(1)] ?? '' },
          { outcome: 'read', news: [three], objects: contentOf(one, two, three, four) },
        ),
      ),
      walk(
        'a page that a host does not let grow, though there is a newer one',
        '8.3',
        step(half, { outcome: 'read', news: [one, two], objects: contentOf(one, two) }),
        step(
          { ...whole, [pageFile(1)]: half[pageFile(1)] ?? '' },
          {
            outcome: 'partial',
            news: [four],
            holes: [1],
            objects: contentOf(one, two, four),
          },
        ),
        step({}, { outcome: 'partial', holes: [1], objects: contentOf(one, two, four) }),
        step(whole, { outcome: 'read', news: [three], objects: contentOf(one, two, three, four) }),
      ),
      walk(
        'what was deleted does not come back with an old tree',
        '6.3',
        step(deleted, {
          outcome: 'read',
          news: [await createOf(1, tombstone), two, remove],
          objects: { ...contentOf(two), [id]: null },
        }),
        step(now, { outcome: 'stale', objects: { ...contentOf(two), [id]: null } }),
      ),
      walk(
        'nor with an old copy of its page under a new outbox',
        '6.3',
        step(deleted, {
          outcome: 'read',
          news: [await createOf(1, tombstone), two, remove],
          objects: { ...contentOf(two), [id]: null },
        }),
        step(
          {
            ...(await filesOfShelf({
              pages: [
                [one, two],
                [remove, three],
              ],
            })),
          },
          { outcome: 'read', news: [three], objects: { ...contentOf(two, three), [id]: null } },
        ),
      ),
      walk(
        'a host that has nothing any more deletes nothing',
        '8.3',
        seen,
        step(Object.fromEntries(Object.keys(now).map((path) => [path, null])), {
          outcome: 'missing',
          objects: contentOf(one, two),
        }),
        step(now, { outcome: 'unchanged', objects: contentOf(one, two) }),
      ),
    ],
  };
}
