import type { PageCounts, SyncRecord } from '../ports/records.ts';

/** Pages read most recently whose proofs are remembered; older ones only where a gap ends. */
const rememberedPages = 64;
const rememberedBelowGap = 2;
/** More gaps than this are closed into one: reading a page twice does no harm. */
const maxGaps = 64;

/** What reading changes in a SyncRecord: which pages were processed, where unread stretches begin, which pages could not be had. */
export interface PageLedger {
  proof(page: number): string | undefined;
  counts(page: number): PageCounts | undefined;
  /** Without `counts`: unchanged. */
  processed(page: number, proofValue: string, counts?: PageCounts): void;
  /** An unread stretch begins here, even if the page was read before. */
  addGap(page: number): void;
  addHole(page: number): void;
  /** A processed page of which something is missing still: to be read again. */
  reopen(page: number): void;
  readonly gaps: readonly number[];
  readonly holes: readonly number[];
  snapshot(): Pick<SyncRecord, 'pages' | 'counts' | 'gaps' | 'holes'>;
}

export function createPageLedger(state: SyncRecord | undefined): PageLedger {
  const pages = new Map(Object.entries(state?.pages ?? {}).map(([page, proof]) => [Number(page), proof]));
  const counts = new Map(Object.entries(state?.counts ?? {}).map(([page, count]) => [Number(page), count]));
  let gaps = new Set(state?.gaps ?? []);
  const holes = new Set(state?.holes ?? []);
  const newestFirst = (set: Iterable<number>): number[] => [...set].toSorted((left, right) => right - left);

  return {
    proof: (page) => pages.get(page),
    counts: (page) => (pages.has(page) ? counts.get(page) : undefined),
    processed(page, proofValue, found) {
      pages.set(page, proofValue);
      if (found !== undefined) counts.set(page, found);
      gaps.delete(page);
      holes.delete(page);
    },
    addGap(page) {
      pages.delete(page);
      gaps.add(page);
      if (gaps.size > maxGaps) gaps = new Set(newestFirst(gaps).slice(0, maxGaps));
    },
    addHole(page) {
      if (holes.size < maxGaps) holes.add(page);
    },
    reopen(page) {
      if (holes.size >= maxGaps) return;
      holes.add(page);
      pages.delete(page);
    },
    get gaps() {
      return newestFirst(gaps);
    },
    get holes() {
      return newestFirst(holes);
    },
    snapshot() {
      const kept = new Set(newestFirst(pages.keys()).slice(0, rememberedPages));
      for (const start of [...gaps, ...holes]) {
        // The page above tells whether what comes for this one is all of it.
        if (pages.has(start + 1)) kept.add(start + 1);
        for (const page of newestFirst(pages.keys())
          .filter((below) => below < start)
          .slice(0, rememberedBelowGap))
          kept.add(page);
      }
      return {
        pages: Object.fromEntries([...pages].filter(([page]) => kept.has(page))),
        counts: Object.fromEntries([...counts].filter(([page]) => kept.has(page))),
        gaps: newestFirst(gaps),
        ...(holes.size > 0 && { holes: newestFirst(holes) }),
      };
    },
  };
}
