import { emptyBits, keepCommon, rangeOfBits, removeAll, hasBit } from './bits.ts';
import type { LoadedSegment } from './loaded-index.ts';
import type { Query, WantedTerm } from './parse-query.ts';
import { firstBefore } from './segment-reading.ts';

/** Whose posts are wanted; undefined: everybody's. */
export type WantsAuthor = ((author: string) => boolean) | undefined;

/** Posts of a segment that the index takes for what is asked. Phrases are still to be looked for in their texts. */
export function matchPosts(segment: LoadedSegment, query: Query, wantsAuthor: WantsAuthor): Uint32Array {
  const { record } = segment;
  const documents = record.atMs.length;
  const bits = rangeOfBits(documents, firstBefore(record, query.untilMs), firstBefore(record, query.sinceMs));
  keepCommon(bits, segment.posts);
  keepWanted(bits, segment, query);
  if (wantsAuthor !== undefined) {
    const wanted = record.authors.map(wantsAuthor);
    for (let place = 0; place < documents; place++) {
      if (hasBit(bits, place) && wanted[record.author[place] ?? 0] !== true) clearBit(bits, place);
    }
  }
  return bits;
}

/** People of a segment whose names and addresses have the words that are asked for. */
export function matchPeople(segment: LoadedSegment, query: Pick<Query, 'clauses'>): Uint32Array {
  const bits = Uint32Array.from(segment.people);
  keepWanted(bits, segment, query);
  return bits;
}

function keepWanted(bits: Uint32Array, segment: LoadedSegment, { clauses }: Pick<Query, 'clauses'>): void {
  for (const { terms, not, phrase } of clauses) {
    // Without a phrase is not without its words.
    if (not && phrase !== undefined) continue;
    if (not) {
      const without = rangeOfBits(segment.record.atMs.length, 0, segment.record.atMs.length);
      for (const term of terms) keepCommon(without, havingTerm(segment, term));
      removeAll(bits, without);
    } else for (const term of terms) keepCommon(bits, havingTerm(segment, term));
  }
}

/** Beginnings of so many letters at most are remembered: typing anything begins with one, and it has thousands of terms. */
const rememberedLength = 2;
const mostRemembered = 64;

/** Documents with a term, or with one that begins with it. Not to be changed. */
export function havingTerm(segment: LoadedSegment, wanted: WantedTerm): Readonly<Uint32Array> {
  const { beginnings } = segment;
  const isRemembered = !wanted.whole && wanted.term.length <= rememberedLength;
  const known = isRemembered ? beginnings.get(wanted.term) : undefined;
  if (known !== undefined) return known;
  const bits = readTerm(segment, wanted);
  if (isRemembered && beginnings.size < mostRemembered) beginnings.set(wanted.term, bits);
  return bits;
}

function readTerm({ terms, record }: LoadedSegment, { term, whole }: WantedTerm): Uint32Array {
  const bits = emptyBits(record.atMs.length);
  terms.seek(term);
  if (!whole) terms.markWhile(term, bits);
  else if (terms.term === term) terms.mark(bits);
  return bits;
}

function clearBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) & ~(1 << (place & 31));
}
