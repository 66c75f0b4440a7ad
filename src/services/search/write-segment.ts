import type { SegmentKeys, SegmentRecord } from '../../protocol/ports/search.ts';
import { ByteSink } from './byte-sink.ts';
import { newestFirst, type SearchDocument } from './document.ts';
import { hashOf, sortedKeys } from './id-hash.ts';
import { TermWriter } from './term-writer.ts';

/** Documents or terms between two breaths. */
const portion = 64;

/** Documents and their terms as one segment. Of each id there is one. `breathe` is asked often, and says when there is time to go on. */
export async function writeSegment(
  documents: readonly SearchDocument[],
  seed: number,
  breathe: () => Promise<void>,
): Promise<{ readonly segment: SegmentRecord; readonly keys: SegmentKeys }> {
  const sorted = documents.toSorted(newestFirst);
  const table = new DocumentTable(sorted.length);
  const places = new Map<string, number[]>();
  for (const [place, document] of sorted.entries()) {
    table.add(document.atMs, document.author, document.id);
    for (const term of document.terms) {
      const known = places.get(term);
      if (known === undefined) places.set(term, [place]);
      else known.push(place);
    }
    if (place % portion === 0) await breathe();
  }
  const writer = new TermWriter();
  // Sorted by code units, as strings compare.
  for (const [count, term] of [...places.keys()].toSorted().entries()) {
    writer.add(term, places.get(term) ?? []);
    if (count % portion === 0) await breathe();
  }
  return {
    segment: { ...table.take(), ...writer.take() },
    keys: sortedKeys(sorted.map(({ id }) => hashOf(id, seed))),
  };
}

type TablePart = Pick<SegmentRecord, 'atMs' | 'author' | 'prefix' | 'tailEnds' | 'tails' | 'authors' | 'prefixes'>;

const utf8 = new TextEncoder();

/** What a segment says of its documents but their terms. Ids of an account have long beginnings in common, which are kept once. */
export class DocumentTable {
  readonly #atMs: Float64Array<ArrayBuffer>;
  readonly #author: Uint32Array<ArrayBuffer>;
  readonly #prefix: Uint32Array<ArrayBuffer>;
  readonly #tailEnds: Uint32Array<ArrayBuffer>;
  readonly #tails = new ByteSink();
  readonly #authors = new Map<string, number>();
  readonly #prefixes = new Map<string, number>();
  #count = 0;

  constructor(documents: number) {
    this.#atMs = new Float64Array(documents);
    this.#author = new Uint32Array(documents);
    this.#prefix = new Uint32Array(documents);
    this.#tailEnds = new Uint32Array(documents);
  }

  add(atMs: number, author: string, id: string): void {
    const cut = id.lastIndexOf('/') + 1;
    this.#atMs[this.#count] = atMs;
    this.#author[this.#count] = numberIn(this.#authors, author);
    this.#prefix[this.#count] = numberIn(this.#prefixes, id.slice(0, cut));
    this.#tails.bytes(utf8.encode(id.slice(cut)));
    this.#tailEnds[this.#count++] = this.#tails.length;
  }

  take(): TablePart {
    return {
      atMs: this.#atMs,
      author: this.#author,
      prefix: this.#prefix,
      tailEnds: this.#tailEnds,
      tails: this.#tails.take(),
      authors: [...this.#authors.keys()],
      prefixes: [...this.#prefixes.keys()],
    };
  }
}

function numberIn(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}
