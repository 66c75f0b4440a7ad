import type { Rkey } from '../brand.ts';

const alphabet = '234567abcdefghijklmnopqrstuvwxyz';
const pattern = /^[2-7a-j][2-7a-z]{12}$/;
const deviceBitCount = 10;

/**
 * Record key of a moment: 53 bits of microseconds, 10 bits of device, written as 13 characters that sort by time
 * (bridge-spec section 1). `microsecond` (0 to 999) tells records of one millisecond apart.
 */
export function rkeyFor(atMs: number, deviceBits: number, microsecond = 0): Rkey {
  return encode(BigInt(Math.floor(atMs)) * 1000n + BigInt(microsecond), deviceBits);
}

/** Hands out record keys that strictly increase even when the clock stands still or goes back. */
export function createRkeyClock(deviceBits: number, after?: Rkey): { next(nowMs: number): Rkey } {
  let last = after === undefined ? -1n : toMicroseconds(after);
  return {
    next(nowMs) {
      const now = BigInt(Math.floor(nowMs)) * 1000n;
      last = now > last ? now : last + 1n;
      return encode(last, deviceBits);
    },
  };
}

/** The moment in a record key, ms since the epoch. */
export const rkeyToMs = (rkey: Rkey): number => Number(toMicroseconds(rkey) / 1000n);

/** A record key, or undefined when the text is none. */
export const parseRkey = (text: string): Rkey | undefined => (pattern.test(text) ? (text as Rkey) : undefined);

function encode(microseconds: bigint, deviceBits: number): Rkey {
  if (!Number.isInteger(deviceBits) || deviceBits < 0 || deviceBits >= 2 ** deviceBitCount)
    throw new RangeError('deviceBits: 0 to 1023');
  if (microseconds < 0n || microseconds >= 2n ** 53n) throw new RangeError('time out of range');
  let rest = (microseconds << BigInt(deviceBitCount)) | BigInt(deviceBits);
  let text = '';
  for (let index = 0; index < 13; index++) {
    text = (alphabet[Number(rest & 31n)] ?? '') + text;
    rest >>= 5n;
  }
  return text as Rkey;
}

function toMicroseconds(rkey: Rkey): bigint {
  let value = 0n;
  for (const character of rkey) value = (value << 5n) | BigInt(alphabet.indexOf(character));
  return value >> BigInt(deviceBitCount);
}
