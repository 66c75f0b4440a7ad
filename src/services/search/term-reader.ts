import type { SegmentRecord } from '../../protocol/ports/search.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Walks over the terms of a segment, in their order; of postings it reads only those that are asked for. */
export class TermReader {
  /** The term at which it stands; undefined before the first and behind the last. */
  term: string | undefined;
  /** Documents that have it. */
  count = 0;
  #postingsStart = 0;
  #postingsEnd = 0;
  #at = 0;
  readonly #segment: SegmentRecord;

  constructor(segment: SegmentRecord) {
    this.#segment = segment;
  }

  /** Goes to the first term that is not below `wanted`. */
  seek(wanted: string): void {
    const { blocks, blockPostings } = this.#segment;
    let from = 0;
    let to = blocks.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#headOf(middle) <= wanted) from = middle + 1;
      else to = middle;
    }
    const block = Math.max(from - 1, 0);
    this.#at = blocks[block] ?? 0;
    this.#postingsEnd = blockPostings[block] ?? 0;
    this.next();
    while (this.#isBelow(wanted)) this.next();
  }

  next(): void {
    const { terms } = this.#segment;
    if (this.#at >= terms.length) {
      this.term = undefined;
      return;
    }
    const shared = this.#number();
    const length = this.#number();
    const rest = this.#text(length);
    this.term = shared === 0 ? rest : (this.term ?? '').slice(0, shared) + rest;
    this.#readList();
  }

  /** Sets the bits of the documents of this term and of all that follow it and begin with `prefix`; ends behind them. */
  markWhile(prefix: string, bits: Uint32Array): void {
    const { terms, blocks } = this.#segment;
    if (this.term?.startsWith(prefix) !== true) return;
    this.mark(bits);
    while (this.#at < terms.length) {
      const start = this.#at;
      const shared = this.#number();
      const length = this.#number();
      // Terms are sorted: one that shares less than the prefix with the one before is behind all that begin with it.
      if (shared < prefix.length) {
        this.#at = start;
        if (shared > 0 || !isBlock(blocks, start)) return;
        this.next();
        if (this.term?.startsWith(prefix) !== true) return;
      } else {
        this.#at += length;
        this.#readList();
      }
      this.mark(bits);
    }
  }

  /** Sets the bits of its documents. */
  mark(bits: Uint32Array): void {
    const { postings } = this.#segment;
    const end = this.#postingsEnd;
    let place = 0;
    for (let at = this.#postingsStart; at < end;) {
      let byte = postings[at++] ?? 0;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = postings[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
      place += value;
      bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
    }
  }

  /** Places of its documents. */
  places(): number[] {
    const { postings } = this.#segment;
    const places: number[] = [];
    let place = 0;
    for (let at = this.#postingsStart; at < this.#postingsEnd;) {
      let byte = postings[at++] ?? 0;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = postings[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
      place += value;
      places.push(place);
    }
    return places;
  }

  #isBelow(wanted: string): boolean {
    return this.term !== undefined && this.term < wanted;
  }

  #readList(): void {
    this.count = this.#number();
    this.#postingsStart = this.#postingsEnd;
    this.#postingsEnd += this.#number();
  }

  #number(): number {
    const { terms } = this.#segment;
    let value = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = terms[this.#at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    return value;
  }

  #text(length: number): string {
    const { terms } = this.#segment;
    const end = this.#at + length;
    let text = '';
    while (this.#at < end) {
      const byte = terms[this.#at] ?? 0;
      if (byte >= 0x80) {
        text += utf8.decode(terms.subarray(this.#at, end));
        this.#at = end;
        break;
      }
      text += String.fromCharCode(byte);
      this.#at++;
    }
    return text;
  }

  #headOf(block: number): string {
    this.#at = this.#segment.blocks[block] ?? 0;
    this.#number();
    return this.#text(this.#number());
  }
}

/** Whether a block of terms begins at this byte. */
function isBlock(blocks: Uint32Array, start: number): boolean {
  let from = 0;
  let to = blocks.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((blocks[middle] ?? 0) < start) from = middle + 1;
    else to = middle;
  }
  return blocks[from] === start;
}
