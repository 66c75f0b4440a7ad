import { varint } from 'multiformats';

/** Bytes that arrived in pieces, read from the front. Holds the pieces, copies only what is taken. */
export interface ByteQueue {
  readonly length: number;
  push(piece: Uint8Array): void;
  /** The unsigned varint at `offset` and its width, undefined when more bytes are needed. Throws when it is over 5 bytes long. */
  varint(offset: number): { readonly value: number; readonly width: number } | undefined;
  /** The byte at `offset`, undefined when it has not arrived. */
  at(offset: number): number | undefined;
  /** Removes `count` bytes and returns a copy of them. They must have arrived. */
  take(count: number): Uint8Array<ArrayBuffer>;
  skip(count: number): void;
}

const longestVarint = 5;

export function createByteQueue(): ByteQueue {
  let pieces: Uint8Array[] = [];
  let start = 0;
  let length = 0;

  const at = (offset: number): number | undefined => {
    if (offset >= length) return undefined;
    let position = start + offset;
    for (const piece of pieces) {
      if (position < piece.length) return piece[position];
      position -= piece.length;
    }
    return undefined;
  };

  const advance = (count: number): void => {
    start += count;
    length -= count;
    let gone = 0;
    while (gone < pieces.length && start >= (pieces[gone]?.length ?? 0)) {
      start -= pieces[gone]?.length ?? 0;
      gone += 1;
    }
    if (gone > 0) pieces = pieces.slice(gone);
  };

  return {
    get length() {
      return length;
    },
    push(piece) {
      if (piece.length === 0) return;
      pieces.push(piece);
      length += piece.length;
    },
    at,
    varint(offset) {
      const bytes: number[] = [];
      for (let index = 0; index < longestVarint; index += 1) {
        const byte = at(offset + index);
        if (byte === undefined) return undefined;
        bytes.push(byte);
        if (byte < 0x80) {
          const [value] = varint.decode(Uint8Array.from(bytes));
          if (varint.encodingLength(value) !== bytes.length) throw new Error('varint is not minimal');
          return { value, width: bytes.length };
        }
      }
      throw new Error('varint is too long');
    },
    take(count) {
      const taken = new Uint8Array(count);
      let filled = 0;
      let from = start;
      for (const piece of pieces) {
        if (filled === count) break;
        const part = piece.subarray(from, from + count - filled);
        taken.set(part, filled);
        filled += part.length;
        from = 0;
      }
      advance(count);
      return taken;
    },
    skip: advance,
  };
}
