/** One bit for each document of a segment. */
export const emptyBits = (documents: number): Uint32Array<ArrayBuffer> => new Uint32Array((documents + 31) >>> 5);

export function setBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

export const hasBit = (bits: Uint32Array, place: number): boolean => ((bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;

/** Keeps of `bits` what is in `others`, too. */
export function keepCommon(bits: Uint32Array, others: Readonly<Uint32Array>): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & (others[word] ?? 0);
}

/** Takes out of `bits` what is in `others`. */
export function removeAll(bits: Uint32Array, others: Readonly<Uint32Array>): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & ~(others[word] ?? 0);
}

/** Places `from` to `to` (exclusive) and no other. */
export function rangeOfBits(documents: number, from: number, to: number): Uint32Array<ArrayBuffer> {
  const bits = emptyBits(documents);
  for (let place = from; place < to;) {
    if ((place & 31) === 0 && place + 32 <= to) {
      bits[place >>> 5] = 0xffffffff;
      place += 32;
    } else setBit(bits, place++);
  }
  return bits;
}

export function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let place = 0; place < bits.length; place++) {
    let word = bits[place] ?? 0;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** The first place from `from` on whose bit is set; undefined behind the last. */
export function nextBit(bits: Uint32Array, from: number): number | undefined {
  let word = from >>> 5;
  let rest = (bits[word] ?? 0) & (0xffffffff << (from & 31));
  while (rest === 0) {
    word += 1;
    if (word >= bits.length) return undefined;
    rest = bits[word] ?? 0;
  }
  return (word << 5) + (31 - Math.clz32(rest & -rest));
}
