import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openAccountStore } from '../../storage/open-account-store.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PostRecord } from '../../protocol/ports/records.ts';
import { asksNothing, parseQuery } from './parse-query.ts';
import { me, nothing, searchWorldOn, postOf, type SearchWorld } from '../testing/search-world.ts';
import { plainText } from '../views/plain-text.ts';
import { termsOf } from './words.ts';

const openSearchWorld = async (): Promise<SearchWorld> =>
  searchWorldOn(await openAccountStore(me, { indexedDB: new IDBFactory() }));

const words = ['rain', 'rainbow', 'ra', 'Bäume', 'baum', '東京', '京都', '#tag', '#tags', 'x'];
const text = fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((some) => some.join(' '));
const step = fc.oneof(
  fc.record({
    type: fc.constant('put' as const),
    name: fc.integer({ min: 0, max: 12 }),
    text,
    atMs: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({ type: fc.constant('delete' as const), name: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ type: fc.constant('index' as const) }),
);
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '-'),
      fc.constantFrom('rain', 'ra', '"rain"', 'bau', '東', '東京', '#tag', '"ra x"', 'nothing'),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((parts) => parts.map(([minus, word]) => minus + word).join(' '));

/** What a search has to find, told from the texts alone. */
function fits(post: PostRecord, typed: string): boolean {
  const terms = termsOf(plainText(post.content));
  const all = ` ${terms.join(' ')} `;
  return parseQuery(typed).clauses.every(({ terms: wanted, phrase, not }) => {
    const has =
      phrase === undefined
        ? wanted.every(({ term, whole }) => terms.some((one) => (whole ? one === term : one.startsWith(term))))
        : all.includes(phrase);
    return has !== not;
  });
}

describe('the index', () => {
  it('finds what reading everything finds, whatever was stored, changed and deleted in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.array(query, { minLength: 3, maxLength: 6 }),
        async (steps, queries) => {
          const world = await openSearchWorld();
          const posts = new Map<number, PostRecord>();
          const deleted = new Set<number>();
          for (const [count, action] of steps.entries()) {
            if (action.type === 'index') await world.index();
            else if (deleted.has(action.name)) continue;
            else if (action.type === 'delete') {
              const { id, author } = postOf(String(action.name), '');
              await world.store.ingest({ ...nothing, deletedPosts: [{ id, author, atMs: count + 2 }] });
              posts.delete(action.name);
              deleted.add(action.name);
            } else {
              // The date of a post stays that of its first arrival.
              const atMs = posts.get(action.name)?.atMs ?? action.atMs;
              const post = postOf(String(action.name), action.text, { atMs, updatedMs: count + 2 });
              await world.put(post);
              posts.set(action.name, post);
            }
          }
          await world.index();
          for (const typed of queries) {
            if (asksNothing(parseQuery(typed))) continue;
            const expected = [...posts.values()]
              .filter((post) => fits(post, typed))
              .toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1));
            const answer = await world.desk.search(typed, { limit: 50 });
            expect(answer.posts.items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
            if (!answer.isAbout) expect(answer.total).toBe(expected.length);
          }
          world.store.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
