import { base58btc } from 'multiformats/bases/base58';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const digits = new Int8Array(128).fill(-1);
for (let value = 0; value < alphabet.length; value++) digits[alphabet.charCodeAt(value)] = value;

const limbBits = 24;
const limbBase = 2 ** limbBits;
/** More than any key, signature or digest of the format needs, so that work stays bounded. */
const maximumBytes = 96;

/** Multibase base58btc (`z…`) of `bytes`. */
export const encodeBase58 = (bytes: Uint8Array): string => base58btc.encode(bytes);

/**
 * Decodes multibase base58btc (`z…`) that must hold exactly `length` bytes (1 to 96); undefined for anything else.
 * Four digits and 24-bit limbs at a time: several times faster than digit by digit, which matters for one signature per document.
 */
export function decodeBase58(text: string, length: number): Uint8Array | undefined {
  if (length < 1 || length > maximumBytes) throw new RangeError(`cannot decode ${length} bytes`);
  if (text.charCodeAt(0) !== 0x7a || text.length < 2 || text.length > 2 + Math.ceil(length * 1.366)) return undefined;
  const limbs = new Float64Array(Math.ceil(length / 3) + 1);
  let used = 0;
  for (let at = 1; at < text.length;) {
    let chunk = 0;
    let scale = 1;
    for (const end = Math.min(at + 4, text.length); at < end; at++) {
      const code = text.charCodeAt(at);
      const digit = code < 128 ? (digits[code] ?? -1) : -1;
      if (digit < 0) return undefined;
      chunk = chunk * 58 + digit;
      scale *= 58;
    }
    let carry = chunk;
    for (let limb = 0; limb < used; limb++) {
      // 24 bits times 58^4 (< 2^24) plus a carry stays far below 2^53: exact.
      const product = (limbs[limb] ?? 0) * scale + carry;
      carry = Math.floor(product / limbBase);
      limbs[limb] = product - carry * limbBase;
    }
    if (carry > 0) {
      if (used === limbs.length) return undefined;
      limbs[used] = carry;
      used++;
    }
  }
  return toBytes(limbs, text, length);
}

function toBytes(limbs: Float64Array, text: string, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < limbs.length * 3; index++) {
    const byte = ((limbs[Math.floor(index / 3)] ?? 0) >>> (8 * (index % 3))) & 0xff;
    if (index < length) bytes[length - 1 - index] = byte;
    else if (byte !== 0) return undefined;
  }
  // Each leading zero byte is written as one leading `1`: otherwise one value would have several spellings.
  let zeroBytes = 0;
  while (zeroBytes < length && bytes[zeroBytes] === 0) zeroBytes++;
  let ones = 0;
  while (text[1 + ones] === '1') ones++;
  return zeroBytes === ones ? bytes : undefined;
}
