import { varint } from 'multiformats';

/** A field of a message: numbers for varints, bytes for everything with a length. */
export interface ProtobufField {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const varintType = 0;
const bytesType = 2;
const fixed64Type = 1;
const fixed32Type = 5;
/** Ten bytes hold 64 bits: what a negative int32 takes. */
const longestVarint = 10;

/** The fields of a message in the order written; fixed-width ones are passed over. Throws RangeError when the bytes are no message. */
export function* fieldsOf(bytes: Uint8Array): Generator<ProtobufField, void, undefined> {
  let at = 0;
  const next = (): number => {
    const [value, width] = readVarint(bytes, at);
    at += width;
    return value;
  };
  const advance = (count: number): Uint8Array => {
    if (count > bytes.length - at) throw new RangeError('the message breaks off');
    at += count;
    return bytes.subarray(at - count, at);
  };
  while (at < bytes.length) {
    const tag = next();
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case varintType:
        yield { number, value: next() };
        break;
      case bytesType:
        yield { number, value: advance(next()) };
        break;
      case fixed64Type:
        advance(8);
        break;
      case fixed32Type:
        advance(4);
        break;
      default:
        throw new RangeError('an unknown wire type');
    }
  }
}

/** Value and width. Beyond 2^53 the value is not exact; nothing that is read here goes there. */
function readVarint(bytes: Uint8Array, start: number): [value: number, width: number] {
  let value = 0;
  for (let index = 0; index < longestVarint; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) throw new RangeError('the message breaks off');
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return [value, index + 1];
  }
  throw new RangeError('a varint is too long');
}

const varintBytes = (value: number): Uint8Array => varint.encodeTo(value, new Uint8Array(varint.encodingLength(value)));

/** One field with a length, in pieces that follow each other. */
export function bytesField(number: number, pieces: readonly Uint8Array[]): Uint8Array[] {
  return [varintBytes(number * 8 + bytesType), varintBytes(lengthOf(pieces)), ...pieces];
}

export const varintField = (number: number, value: number): Uint8Array[] => [
  varintBytes(number * 8 + varintType),
  varintBytes(value),
];

/** The message with its length before it, as it goes on a stream. */
export function lengthPrefixed(pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([varintBytes(lengthOf(pieces)), ...pieces]);
}

const lengthOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0);
