import type { SegmentRecord } from '../../protocol/ports/search.ts';
import { ByteSink } from './byte-sink.ts';

/** Terms in one block: more make the list smaller and looking up slower. */
const termsInBlock = 16;
const utf8 = new TextEncoder();

/**
 * Writes sorted terms. Each is: units that it shares with the one before (0 at the beginning of a block), bytes of the rest, the rest,
 * number of its documents, bytes of its postings.
 */
export class TermWriter {
  readonly #terms = new ByteSink();
  readonly #postings = new ByteSink();
  readonly #list = new ByteSink();
  readonly #blocks: number[] = [];
  readonly #blockPostings: number[] = [];
  #before = '';
  #count = 0;

  /** `places` ascend. Terms come in the order of their code units, each once. */
  add(term: string, places: readonly number[]): void {
    const isFirst = this.#count % termsInBlock === 0;
    if (isFirst) {
      this.#blocks.push(this.#terms.length);
      this.#blockPostings.push(this.#postings.length);
    }
    const shared = isFirst ? 0 : sharedUnits(this.#before, term);
    const rest = utf8.encode(term.slice(shared));
    this.#list.clear();
    let last = 0;
    for (const place of places) {
      this.#list.number(place - last);
      last = place;
    }
    this.#terms.number(shared);
    this.#terms.number(rest.length);
    this.#terms.bytes(rest);
    this.#terms.number(places.length);
    this.#terms.number(this.#list.length);
    this.#postings.bytes(this.#list.view());
    this.#before = term;
    this.#count += 1;
  }

  take(): Pick<SegmentRecord, 'terms' | 'blocks' | 'blockPostings' | 'postings'> {
    return {
      terms: this.#terms.take(),
      blocks: Uint32Array.from(this.#blocks),
      blockPostings: Uint32Array.from(this.#blockPostings),
      postings: this.#postings.take(),
    };
  }
}

/** A pair of surrogates is not divided: half of one is no text. */
function sharedUnits(before: string, term: string): number {
  const most = Math.min(before.length, term.length);
  let shared = 0;
  while (shared < most && before.charCodeAt(shared) === term.charCodeAt(shared)) shared++;
  const last = term.charCodeAt(shared - 1);
  return last >= 0xd800 && last < 0xdc00 ? shared - 1 : shared;
}
