import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { Cursor } from '../../protocol/ports/store.ts';
import { loadPostViews, readAside, type ViewParts } from '../views/load-posts.ts';
import type { PostView } from '../views/view-types.ts';
import { countBits } from './bits.ts';
import { findPeople, wantedAuthors } from './find-people.ts';
import { findTags } from './find-tags.ts';
import { createIndexReader, type LoadedIndex } from './loaded-index.ts';
import { matchPosts } from './match.ts';
import { type Matches, newestMatches } from './newest-matches.ts';
import { asksNothing, parseQuery, type Query } from './parse-query.ts';
import { hasPhrases } from './phrases.ts';
import { pinnedTags, pinTag } from './pinned-tags.ts';
import type { SearchAnswer, SearchDesk } from './search-api.ts';

export type * from './search-api.ts';

/** Records read at once while looking for phrases, and read at most for one page. */
const readAtOnce = 40;
const readAtMost = 400;
const peopleShown = 8;
const tagsShown = 6;
const nothing: SearchAnswer = {
  posts: { items: [] },
  total: 0,
  isAbout: false,
  people: [],
  tags: [],
  problems: [],
  searched: 0,
  isBuilding: false,
  marks: [],
};

/** Search over what is stored. The index is loaded at the first question, and stays as long as this desk. */
export function createSearchDesk(views: ViewParts): SearchDesk {
  const { store } = views;
  const reader = createIndexReader(store);
  let last: { readonly text: string; readonly index: LoadedIndex; readonly all: readonly Matches[] } | undefined;

  /** What fits, in every segment; paging asks for the same again. */
  function matchesOf(
    text: string,
    index: LoadedIndex,
    query: Query,
    wants: Parameters<typeof matchPosts>[2],
  ): readonly Matches[] {
    if (last?.text === text && last.index.segments === index.segments) return last.all;
    const all = index.segments.map((segment) => ({ segment, bits: matchPosts(segment, query, wants) }));
    last = { text, index, all };
    return all;
  }

  /** A page of posts among those that the index takes for what is asked. */
  async function readPage(
    query: Query,
    all: readonly Matches[],
    page: { readonly before?: Cursor; readonly limit: number },
  ): Promise<{ readonly items: readonly PostView[]; readonly next?: Cursor }> {
    const phrases = query.clauses.some(({ phrase }) => phrase !== undefined);
    const items: PostView[] = [];
    const matches = newestMatches(all, page.before);
    let looked: Cursor | undefined;
    let isEnd = false;
    for (let read = 0; !isEnd && read < readAtMost && items.length < page.limit;) {
      // Where the words are, the phrase is often: more are read when it was not.
      const wanted = phrases && read > 0 ? readAtOnce : page.limit - items.length;
      const found = [...take(matches, wanted)];
      isEnd = found.length < wanted;
      if (found.length === 0) break;
      read += found.length;
      looked = found.at(-1);
      const ids = found.map(({ id }) => id as ObjectId);
      const [records, aside] = await Promise.all([
        store.posts(ids),
        readAside(
          views,
          ids,
          found.map(({ author }) => author as Did | ObjectId),
        ),
      ]);
      // Deleted or changed since the index was written: whoever writes it will come to it.
      const there = records.filter((record): record is PostRecord => record !== undefined && record.deleted !== true);
      const fitting = phrases ? there.filter((record) => hasPhrases(record, query)) : there;
      items.push(...(await loadPostViews(views, fitting, aside)));
    }
    if (items.length > page.limit) return { items: items.slice(0, page.limit), next: items[page.limit - 1]?.cursor };
    return { items, ...(!isEnd && looked !== undefined && { next: { atMs: looked.atMs, id: looked.id } }) };
  }

  return {
    async search(text, page) {
      const query = parseQuery(text);
      const index = await reader.current();
      if (index === undefined) return { ...nothing, problems: query.problems, isBuilding: true };
      const state = { searched: postsIn(index), isBuilding: index.manifest.building.stage !== 'done' };
      if (asksNothing(query)) return { ...nothing, ...state, problems: query.problems };
      const { wants, unknown } = wantedAuthors(index, query, store.did);
      const all = matchesOf(text, index, query, wants);
      const isFirst = page.before === undefined;
      const [posts, people] = await Promise.all([
        readPage(query, all, page),
        isFirst ? findPeople(views, index, query, peopleShown) : [],
      ]);
      return {
        posts,
        people,
        tags: isFirst ? findTags(index, query, tagsShown) : [],
        total: countAll(all),
        isAbout: query.clauses.some(({ phrase }) => phrase !== undefined),
        problems: [...query.problems, ...unknown.map((name) => ({ type: 'person' as const, text: name }))],
        marks: query.clauses.flatMap(({ terms, not }) => (not ? [] : terms.filter(({ term }) => !term.startsWith('!')))),
        ...state,
      };
    },
    async tagged(tag, page) {
      const index = await reader.current();
      if (index === undefined) return { items: [], total: 0 };
      const query = parseQuery('');
      const { clauses } = parseQuery(`#${tag}`);
      const whole = {
        ...query,
        clauses: clauses.map((clause) => ({ ...clause, terms: clause.terms.map(({ term }) => ({ term, whole: true })) })),
      };
      if (whole.clauses.length === 0) return { items: [], total: 0 };
      const all = matchesOf(`tag ${tag}`, index, whole, undefined);
      return { ...(await readPage(whole, all, page)), total: countAll(all) };
    },
    async tags(start, limit) {
      const index = await reader.current();
      return index === undefined ? [] : findTags(index, parseQuery(`#${start}`), limit);
    },
    pinned: () => pinnedTags(store),
    pin: (tag, isPinned) => pinTag(store, tag, isPinned, views.nowMs()),
    async state() {
      const index = await reader.current();
      return { searched: index === undefined ? 0 : postsIn(index), isBuilding: index?.manifest.building.stage !== 'done' };
    },
  };
}

function* take<T>(from: Generator<T, void>, count: number): Generator<T> {
  for (let left = count; left > 0; left--) {
    const { value, done } = from.next();
    if (done === true) return;
    yield value;
  }
}

const countAll = (all: readonly Matches[]): number => all.reduce((sum, { bits }) => sum + countBits(bits), 0);
const postsIn = ({ segments }: LoadedIndex): number => segments.reduce((sum, { posts }) => sum + countBits(posts), 0);
