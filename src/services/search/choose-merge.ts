import type { SegmentEntry } from '../../protocol/ports/search.ts';

/** So many segments of about the same size become one: each document is written once for every step in size. */
const fanIn = 6;
/** A segment of which more is dead is written anew. */
const deadShare = 0.4;

/** Segments that should become one now; none: all is well. At most about `fanIn` x log(documents) stay. */
export function chooseMerge(segments: readonly SegmentEntry[]): readonly SegmentEntry[] {
  const wasted = segments.find(({ documents, dead }) => dead > documents * deadShare);
  if (wasted !== undefined) return [wasted];
  const levels = new Map<number, SegmentEntry[]>();
  for (const segment of segments) {
    const level = Math.floor(Math.log(Math.max(segment.documents - segment.dead, 1)) / Math.log(fanIn));
    levels.set(level, [...(levels.get(level) ?? []), segment]);
  }
  for (const level of [...levels.keys()].toSorted((a, b) => a - b)) {
    const alike = levels.get(level) ?? [];
    if (alike.length >= fanIn) return alike.slice(0, fanIn);
  }
  return [];
}
