import type { SegmentRecord } from '../../protocol/ports/search.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Id of the document at this place. */
export function idAt({ prefix, prefixes, tails, tailEnds }: SegmentRecord, place: number): string {
  const start = place === 0 ? 0 : (tailEnds[place - 1] ?? 0);
  return (prefixes[prefix[place] ?? 0] ?? '') + utf8.decode(tails.subarray(start, tailEnds[place] ?? start));
}

export const authorAt = ({ author, authors }: SegmentRecord, place: number): string => authors[author[place] ?? 0] ?? '';

/** The first place whose date is below `atMs`: documents are newest first. */
export function firstBefore({ atMs: dates }: SegmentRecord, atMs: number): number {
  let from = 0;
  let to = dates.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((dates[middle] ?? 0) >= atMs) from = middle + 1;
    else to = middle;
  }
  return from;
}
