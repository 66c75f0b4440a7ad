import type { Cursor } from '../../protocol/ports/store.ts';
import { nextBit } from './bits.ts';
import type { LoadedSegment } from './loaded-index.ts';
import { authorAt, firstBefore, idAt } from './segment-reading.ts';

export interface Match {
  readonly atMs: number;
  readonly id: string;
  readonly author: string;
}

export interface Matches {
  readonly segment: LoadedSegment;
  readonly bits: Uint32Array;
}

/** Documents of all segments, newest first, below `before` (exclusive). */
export function* newestMatches(all: readonly Matches[], before: Cursor | undefined): Generator<Match, void> {
  const heads: { readonly matches: Matches; place: number; match: Match }[] = [];
  const headOf = (matches: Matches, from: number): { place: number; match: Match } | undefined => {
    const place = nextBit(matches.bits, from);
    const { record } = matches.segment;
    if (place === undefined) return undefined;
    return { place, match: { atMs: record.atMs[place] ?? 0, id: idAt(record, place), author: authorAt(record, place) } };
  };
  for (const matches of all) {
    // Documents of the very moment stand before it as well as behind it: their ids decide.
    let head = headOf(matches, before === undefined ? 0 : firstBefore(matches.segment.record, before.atMs + 1));
    while (head !== undefined && before !== undefined && !isBelow(head.match, before)) head = headOf(matches, head.place + 1);
    if (head !== undefined) heads.push({ matches, ...head });
  }
  while (heads.length > 0) {
    let first = heads[0];
    for (const head of heads) if (first !== undefined && isBelow(first.match, head.match)) first = head;
    if (first === undefined) return;
    yield first.match;
    const next = headOf(first.matches, first.place + 1);
    if (next === undefined) heads.splice(heads.indexOf(first), 1);
    else Object.assign(first, next);
  }
}

const isBelow = (one: Cursor, other: Cursor): boolean => one.atMs < other.atMs || (one.atMs === other.atMs && one.id < other.id);
