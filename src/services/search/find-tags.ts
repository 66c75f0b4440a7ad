import { countBits, emptyBits, keepCommon } from './bits.ts';
import type { LoadedIndex } from './loaded-index.ts';
import type { Query } from './parse-query.ts';

/** Hashtags that begin with the one word that is asked for, those of most posts first. */
export function findTags(
  { segments }: LoadedIndex,
  { clauses }: Query,
  limit: number,
): readonly { readonly name: string; readonly posts: number }[] {
  const [clause, second] = clauses;
  const [wanted] = clause?.terms ?? [];
  if (wanted === undefined || second !== undefined || clause?.not === true || clause?.terms.length !== 1) return [];
  if (wanted.term.startsWith('!')) return [];
  const start = wanted.term.startsWith('#') ? wanted.term : `#${wanted.term}`;
  const counts = new Map<string, number>();
  for (const { terms } of segments) {
    terms.seek(start);
    for (; terms.term?.startsWith(start) === true; terms.next())
      counts.set(terms.term, (counts.get(terms.term) ?? 0) + terms.count);
  }
  const most = [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, limit);
  return most.map(([term]) => ({ name: term.slice(1), posts: postsWith(segments, term) })).filter(({ posts }) => posts > 0);
}

/** Without those that are gone. */
function postsWith(segments: LoadedIndex['segments'], term: string): number {
  let count = 0;
  for (const { terms, posts, record } of segments) {
    terms.seek(term);
    if (terms.term !== term) continue;
    const bits = emptyBits(record.atMs.length);
    terms.mark(bits);
    keepCommon(bits, posts);
    count += countBits(bits);
  }
  return count;
}
