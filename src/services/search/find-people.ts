import type { Did, ObjectId } from '../../protocol/brand.ts';
import { loadPeople, personContext, type ViewParts } from '../views/load-posts.ts';
import { personView } from '../views/person-view.ts';
import { isBlocked } from '../views/relations.ts';
import type { PersonView } from '../views/view-types.ts';
import { keepCommon, nextBit } from './bits.ts';
import { fold } from './fold.ts';
import type { LoadedIndex } from './loaded-index.ts';
import { havingTerm, matchPeople, type WantsAuthor } from './match.ts';
import type { Query } from './parse-query.ts';
import { idAt } from './segment-reading.ts';
import { termsOf } from './words.ts';

/** Of more people by one name, the order is that of when they were last read. */
const mostRead = 200;
/** Read more than are shown where some may be blocked. */
const spare = 4;

/** People whose names or addresses have all the words: those who are followed first. */
export async function findPeople(
  views: ViewParts,
  { segments }: LoadedIndex,
  { clauses, from, sinceMs, untilMs }: Query,
  limit: number,
): Promise<readonly PersonView[]> {
  const words = clauses.filter(({ terms }) => terms.every(({ term }) => !/^[!#]/.test(term)));
  const isAboutPosts = words.length < clauses.length || from.length > 0 || Number.isFinite(sinceMs) || Number.isFinite(untilMs);
  if (isAboutPosts || words.every(({ not }) => not)) return [];
  const ids = new Set<Did | ObjectId>();
  for (const segment of segments.toReversed()) {
    const bits = matchPeople(segment, { clauses: words });
    for (let place = nextBit(bits, 0); place !== undefined && ids.size < mostRead; place = nextBit(bits, place + 1))
      ids.add(idAt(segment.record, place) as Did | ObjectId);
  }
  if (ids.size === 0) return [];
  const context = await personContext(views);
  const { follows, remoteFollows, blocked, me } = context.relations;
  const rank = (id: Did | ObjectId): number =>
    follows.has(id as Did) || remoteFollows.has(id as ObjectId) ? 0 : id === me ? 1 : 2;
  const wanted = [...ids].toSorted((one, other) => rank(one) - rank(other)).slice(0, blocked.size > 0 ? limit + spare : limit);
  const people = await loadPeople(views.store, wanted);
  const found = wanted.flatMap((id) => {
    const record = people.get(id);
    return record === undefined || isBlocked(context.relations, id, record.username) ? [] : [personView(id, record, context)];
  });
  return found.slice(0, limit);
}

/** Whose posts `from:` asks for; `unknown`: nobody of that name is known here. */
export function wantedAuthors(
  index: LoadedIndex,
  { from }: Query,
  me: string,
): { readonly wants: WantsAuthor; readonly unknown: readonly string[] } {
  if (from.length === 0) return { wants: undefined, unknown: [] };
  const unknown: string[] = [];
  const tests = from.map(({ text, not }) => {
    const ids = authorsCalled(index, text, me);
    if (ids.size === 0) unknown.push(text);
    return (author: string): boolean => ids.has(author) !== not;
  });
  return { wants: (author) => tests.every((test) => test(author)), unknown };
}

function authorsCalled({ segments }: LoadedIndex, text: string, me: string): ReadonlySet<string> {
  if (text === 'me') return new Set([me]);
  const ids = new Set<string>();
  for (const segment of segments) {
    const { record } = segment;
    for (const author of record.authors) if (fold(author) === text) ids.add(author);
    const add = (found: Readonly<Uint32Array>): void => {
      const bits = Uint32Array.from(found);
      keepCommon(bits, segment.people);
      for (let place = nextBit(bits, 0); place !== undefined; place = nextBit(bits, place + 1)) ids.add(idAt(record, place));
    };
    add(havingTerm(segment, { term: `@${text}`.slice(0, 200), whole: text.includes('@') }));
    if (text.includes('@')) continue;
    const terms = termsOf(text);
    if (terms.length > 0)
      add(matchPeople(segment, { clauses: [{ terms: terms.map((term) => ({ term, whole: false })), not: false }] }));
  }
  return ids;
}
