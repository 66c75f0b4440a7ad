import type { JsonObject } from '../../src/protocol/json.ts';
import { create } from './sample.ts';
import { source } from './vector-file.ts';
import type { VectorFile } from './vector-file.ts';
import { contentOf, filesOfShelf, pageFile, step, walk } from './walk-builder.ts';

/** Budgets, stretches left for later, and pages that could not be had (section 8.3). */
export async function gapsVectors(): Promise<VectorFile> {
  const posts: JsonObject[] = [];
  for (let index = 0; index < 8; index++) posts.push(await create(index + 1));
  /** One post a page. */
  const shelf = (count: number): Promise<Record<string, string>> =>
    filesOfShelf({ pages: posts.slice(0, count).map((activity) => [activity]) });
  const known = (...indexes: readonly number[]): Record<string, string> =>
    contentOf(...indexes.map((index) => posts[index] ?? {}).filter((activity) => 'id' in activity));
  const news = (...indexes: readonly number[]): JsonObject[] => posts.filter((_, index) => indexes.includes(index));
  const five = await shelf(5);
  const firstSight = step(five, { outcome: 'read', news: news(3, 4), gaps: [2], objects: known(3, 4) });
  return {
    description:
      'Budgets, gaps and holes. Shape as in outbox-walk.json; budget: most pages of that run, where it is not what the specification says (2 at first sight, 52 later).',
    source,
    cases: [
      walk(
        'first sight takes two pages; the rest is read when somebody wants it',
        '8.3',
        firstSight,
        step({}, { outcome: 'unchanged', gaps: [2], objects: known(3, 4) }),
        step({}, { outcome: 'read', news: news(0, 1, 2), objects: known(0, 1, 2, 3, 4) }, { call: 'older' }),
        step({}, { outcome: 'unchanged', objects: known(0, 1, 2, 3, 4) }, { call: 'older' }),
      ),
      walk(
        'a gap is read in pieces',
        '8.3',
        firstSight,
        step({}, { outcome: 'read', news: news(2), gaps: [1], objects: known(2, 3, 4) }, { call: 'older', budget: 1 }),
        step({}, { outcome: 'read', news: news(0, 1), objects: known(0, 1, 2, 3, 4) }, { call: 'older', budget: 2 }),
      ),
      walk(
        'news do not disturb a gap',
        '8.3',
        firstSight,
        step(await shelf(6), { outcome: 'read', news: news(5), gaps: [2], objects: known(3, 4, 5) }),
        step({}, { outcome: 'read', news: news(0, 1, 2), objects: known(0, 1, 2, 3, 4, 5) }, { call: 'older' }),
      ),
      walk(
        'more news than the budget: a second gap, above the first',
        '8.3',
        firstSight,
        step(await shelf(8), { outcome: 'read', news: news(7), gaps: [6, 2], objects: known(3, 4, 7) }, { budget: 1 }),
        step({}, { outcome: 'read', news: news(0, 1, 2, 5, 6), objects: known(0, 1, 2, 3, 4, 5, 6, 7) }, { call: 'older' }),
      ),
      walk(
        'a page that is not there is a hole and does not end the walk',
        '8.3',
        step(
          { ...five, [pageFile(2)]: null },
          { outcome: 'partial', news: news(0, 1, 3, 4), holes: [2], objects: known(0, 1, 3, 4) },
          { budget: 10 },
        ),
        step({}, { outcome: 'partial', holes: [2], objects: known(0, 1, 3, 4) }),
        step({ [pageFile(2)]: five[pageFile(2)] ?? '' }, { outcome: 'read', news: news(2), objects: known(0, 1, 2, 3, 4) }),
      ),
      walk(
        'the newest page is not there: read when it is',
        '8.3',
        step(await shelf(2), { outcome: 'read', news: news(0, 1), objects: known(0, 1) }),
        step({ ...(await shelf(3)), [pageFile(2)]: null }, { outcome: 'partial', holes: [2], objects: known(0, 1) }),
        step(await shelf(3), { outcome: 'read', news: news(2), objects: known(0, 1, 2) }),
      ),
      walk(
        'a hole is also filled by reading older pages',
        '8.3',
        step(
          { ...five, [pageFile(1)]: null },
          { outcome: 'partial', news: news(0, 2, 3, 4), holes: [1], objects: known(0, 2, 3, 4) },
          { budget: 10 },
        ),
        step(five, { outcome: 'read', news: news(1), objects: known(0, 1, 2, 3, 4) }, { call: 'older' }),
      ),
    ],
  };
}
