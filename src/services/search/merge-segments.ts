import type { SegmentKeys, SegmentRecord } from '../../protocol/ports/search.ts';
import { hasBit } from './bits.ts';
import { idAt } from './segment-reading.ts';
import { TermReader } from './term-reader.ts';
import { TermWriter } from './term-writer.ts';
import { DocumentTable } from './write-segment.ts';

export interface MergeSource {
  readonly segment: SegmentRecord;
  readonly keys: SegmentKeys;
  /** Documents that are left out. */
  readonly dead: Uint32Array;
}

const gone = 0xffffffff;
/** Documents or terms between two breaths. */
const portion = 256;

/** One segment of several, without what is dead. `breathe` is asked often, and says when there is time to go on. */
export async function mergeSegments(
  sources: readonly MergeSource[],
  breathe: () => Promise<void>,
): Promise<{ readonly segment: SegmentRecord; readonly keys: SegmentKeys }> {
  const { table, places } = await mergeDocuments(sources, breathe);
  const writer = new TermWriter();
  const readers = sources.map(({ segment }) => new TermReader(segment));
  for (const reader of readers) reader.seek('');
  for (let step = 1; ; step++) {
    let term: string | undefined;
    for (const reader of readers) if (reader.term !== undefined && (term === undefined || reader.term < term)) term = reader.term;
    if (term === undefined) break;
    const found: number[] = [];
    let lists = 0;
    readers.forEach((reader, source) => {
      if (reader.term !== term) return;
      lists += 1;
      for (const place of reader.places()) {
        const now = places[source]?.[place] ?? gone;
        if (now !== gone) found.push(now);
      }
      reader.next();
    });
    if (lists > 1) found.sort((a, b) => a - b);
    if (found.length > 0) writer.add(term, found);
    if (step % portion === 0) await breathe();
  }
  await breathe();
  return { segment: { ...table.take(), ...writer.take() }, keys: await mergeKeys(sources, places, breathe) };
}

async function mergeDocuments(
  sources: readonly MergeSource[],
  breathe: () => Promise<void>,
): Promise<{ readonly table: DocumentTable; readonly places: readonly Uint32Array[] }> {
  const places = sources.map(({ segment }) => new Uint32Array(segment.atMs.length).fill(gone));
  const alive = sources.reduce((sum, { segment, dead }) => sum + aliveIn(segment, dead), 0);
  const table = new DocumentTable(alive);
  const next = sources.map(() => 0);
  for (let count = 0; count < alive; count++) {
    let first: number | undefined;
    sources.forEach((source, index) => {
      while (hasBit(source.dead, next[index] ?? 0)) next[index] = (next[index] ?? 0) + 1;
      if ((next[index] ?? 0) >= source.segment.atMs.length) return;
      if (first === undefined || isNewer(sources, next, index, first)) first = index;
    });
    const source = first === undefined ? undefined : sources[first];
    if (first === undefined || source === undefined) throw new Error('more documents than there are');
    const place = next[first] ?? 0;
    const { segment } = source;
    table.add(segment.atMs[place] ?? 0, segment.authors[segment.author[place] ?? 0] ?? '', idAt(segment, place));
    const map = places[first];
    if (map !== undefined) map[place] = count;
    next[first] = place + 1;
    if (count % portion === 0) await breathe();
  }
  return { table, places };
}

function isNewer(sources: readonly MergeSource[], next: readonly number[], one: number, other: number): boolean {
  const [a, b] = [sources[one]?.segment, sources[other]?.segment];
  if (a === undefined || b === undefined) return false;
  const [place, than] = [next[one] ?? 0, next[other] ?? 0];
  const difference = (a.atMs[place] ?? 0) - (b.atMs[than] ?? 0);
  return difference > 0 || (difference === 0 && idAt(a, place) > idAt(b, than));
}

function aliveIn({ atMs }: SegmentRecord, dead: Uint32Array): number {
  let count = 0;
  for (let place = 0; place < atMs.length; place++) if (!hasBit(dead, place)) count++;
  return count;
}

/** Sorted lists made one: each is sorted already. */
async function mergeKeys(
  sources: readonly MergeSource[],
  places: readonly Uint32Array[],
  breathe: () => Promise<void>,
): Promise<SegmentKeys> {
  const [high, low, place]: [number[], number[], number[]] = [[], [], []];
  const next = sources.map(() => 0);
  for (let step = 1; ; step++) {
    if (step % portion === 0) await breathe();
    let first: number | undefined;
    sources.forEach(({ keys }, index) => {
      const here = next[index] ?? 0;
      if (here >= keys.high.length) return;
      const best = first === undefined ? undefined : sources[first]?.keys;
      const there = first === undefined ? 0 : (next[first] ?? 0);
      const difference = best === undefined ? -1 : (keys.high[here] ?? 0) - (best.high[there] ?? 0);
      if (difference < 0 || (difference === 0 && (keys.low[here] ?? 0) < (best?.low[there] ?? 0))) first = index;
    });
    if (first === undefined) break;
    const keys = sources[first]?.keys;
    const here = next[first] ?? 0;
    next[first] = here + 1;
    const now = places[first]?.[keys?.place[here] ?? 0] ?? gone;
    if (now === gone) continue;
    high.push(keys?.high[here] ?? 0);
    low.push(keys?.low[here] ?? 0);
    place.push(now);
  }
  return { high: Uint32Array.from(high), low: Uint32Array.from(low), place: Uint32Array.from(place) };
}
