import type { KnownName } from './writing-api.ts';

/** Suggestions at most. */
const mostShown = 8;

/** Letters without accents and case, so that "jose" finds "José". */
export const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** People with a word in name or handle that begins with what was typed: handle first, then followed, then by name. */
export function matchNames(people: readonly KnownName[], typed: string): readonly KnownName[] {
  const wanted = folded(typed);
  return people
    .flatMap((person) => {
      const handle = folded(person.handle);
      const words = folded(person.name).split(/[^\p{L}\p{N}]+/u);
      if (!handle.startsWith(wanted) && !words.some((word) => word.startsWith(wanted))) return [];
      return [{ person, rank: (person.isFollowed ? 0 : 2) + (handle.startsWith(wanted) ? 0 : 1) }];
    })
    .toSorted((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name))
    .slice(0, mostShown)
    .map(({ person }) => person);
}

/** Hashtags that begin with what was typed, those that were seen most often first; what is complete already is no suggestion. */
export function matchTags(tags: ReadonlyMap<string, number>, typed: string): readonly string[] {
  const wanted = folded(typed);
  return [...tags]
    .filter(([tag]) => folded(tag).startsWith(wanted) && tag !== typed)
    .toSorted(([a, often], [b, oftenB]) => oftenB - often || a.localeCompare(b))
    .slice(0, mostShown)
    .map(([tag]) => tag);
}
