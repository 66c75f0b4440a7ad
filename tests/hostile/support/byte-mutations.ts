/** Changes to a file that know nothing of what is in it. `at` says where, `value` says what; any natural numbers will do. */
export type ByteMutation = (bytes: Uint8Array, at: number, value: number) => Uint8Array;

const splice = (bytes: Uint8Array, at: number, removed: number, added: Iterable<number>): Uint8Array =>
  Buffer.concat([bytes.subarray(0, at), Uint8Array.from(added), bytes.subarray(Math.min(bytes.length, at + removed))]);

/** What no strict UTF-8 decoder lets through: a stray byte, an overlong zero, a surrogate, beyond Unicode, a sequence cut short. */
const notUtf8 = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]] as const;
const whitespace = [0x20, 0x09, 0x0a, 0x0d, 0x00, 0x0b] as const;
const largestDocumentBytes = 2 ** 20;

const place = (bytes: Uint8Array, at: number): number => at % Math.max(1, bytes.length);
const pick = <T>(list: readonly T[], value: number): T => list[value % list.length] as T;

export const byteMutations: Readonly<Record<string, ByteMutation>> = {
  flipBit: (bytes, at, value) => {
    // Not `slice`, which shares memory where the bytes are a Buffer.
    const changed = Uint8Array.from(bytes);
    const index = place(bytes, at);
    changed[index] = (changed[index] ?? 0) ^ (1 << (value % 8));
    return changed;
  },
  setByte: (bytes, at, value) => splice(bytes, place(bytes, at), 1, [value % 256]),
  insertByte: (bytes, at, value) => splice(bytes, place(bytes, at), 0, [value % 256]),
  removeBytes: (bytes, at, value) => splice(bytes, place(bytes, at), 1 + (value % 40), []),
  truncate: (bytes, at) => bytes.subarray(0, place(bytes, at)),
  repeatBytes: (bytes, at, value) => {
    const start = place(bytes, at);
    return splice(bytes, start, 0, bytes.subarray(start, start + 1 + (value % 200)));
  },
  notUtf8: (bytes, at, value) => splice(bytes, place(bytes, at), 0, pick(notUtf8, value)),
  whitespaceInside: (bytes, at, value) => splice(bytes, place(bytes, at), 0, [pick(whitespace, value)]),
  whitespaceAfter: (bytes, _at, value) => splice(bytes, bytes.length, 0, [pick(whitespace, value)]),
  byteOrderMark: (bytes) => splice(bytes, 0, 0, [0xef, 0xbb, 0xbf]),
  twice: (bytes) => Buffer.concat([bytes, bytes]),
  empty: () => new Uint8Array(),
  tooLarge: (bytes) => Buffer.concat([bytes, Buffer.alloc(largestDocumentBytes + 1 - bytes.length, 0x20)]),
};
