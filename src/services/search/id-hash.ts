import type { SegmentKeys } from '../../protocol/ports/search.ts';

/** 64 bits of a text, as two halves; `seed` is a secret of the index, so that no author can write ids that collide. */
export function hashOf(text: string, seed: number): readonly [high: number, low: number] {
  let one = 0xdeadbeef ^ seed;
  let two = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return [two >>> 0, one >>> 0];
}

/** The place of the document with this hash; undefined when the segment has none. */
export function placeOf(
  { high, low, place }: SegmentKeys,
  [wantedHigh, wantedLow]: readonly [number, number],
): number | undefined {
  let from = 0;
  let to = high.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const here = high[middle] ?? 0;
    if (here < wantedHigh || (here === wantedHigh && (low[middle] ?? 0) < wantedLow)) from = middle + 1;
    else to = middle;
  }
  return high[from] === wantedHigh && low[from] === wantedLow ? place[from] : undefined;
}

/** Keys of documents by their hashes, given by place. */
export function sortedKeys(hashes: readonly (readonly [number, number])[]): SegmentKeys {
  const order = hashes.map((hash, place) => ({ hash, place }));
  order.sort((a, b) => a.hash[0] - b.hash[0] || a.hash[1] - b.hash[1]);
  return {
    high: Uint32Array.from(order, ({ hash }) => hash[0]),
    low: Uint32Array.from(order, ({ hash }) => hash[1]),
    place: Uint32Array.from(order, ({ place }) => place),
  };
}
