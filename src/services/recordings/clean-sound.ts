const tagHeader = 10;
const oldTag = 128;

/** The frames of an MP3 alone: without ID3 at its beginning (https://id3.org/id3v2.4.0-structure, 3.1) and end, and APE tags. */
export function cleanMp3(bytes: Uint8Array): Uint8Array | undefined {
  let [start, end] = [0, bytes.length];
  const isTag = (at: number, name: string): boolean =>
    at >= start && [...name].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
  while (isTag(start, 'ID3') && end - start > tagHeader) {
    const hasFooter = ((bytes[start + 5] ?? 0) & 0x10) !== 0;
    start += tagHeader + sevenBits(bytes, start + 6) + (hasFooter ? tagHeader : 0);
  }
  if (isTag(end - oldTag, 'TAG')) end -= oldTag;
  if (isTag(end - 32, 'APETAGEX')) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const hasHeader = (view.getUint32(end - 12, true) & 0x80000000) !== 0;
    end -= view.getUint32(end - 20, true) + (hasHeader ? 32 : 0);
  }
  return start < end ? bytes.slice(start, end) : undefined;
}

const sevenBits = (bytes: Uint8Array, at: number): number =>
  [0, 1, 2, 3].reduce((sum, place) => sum * 128 + ((bytes[at + place] ?? 0) & 0x7f), 0);

const soundChunks = new Set(['fmt ', 'fact', 'data']);

/** A WAV of what must be in it; undefined without sound. */
export function cleanWav(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.slice(0, 12)];
  let hasSound = false;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    // Who records for as long as it takes writes no length, or too large a one.
    const length = Math.min(view.getUint32(at + 4, true), bytes.length - at - 8);
    const end = Math.min(bytes.length, at + 8 + length + (length % 2));
    if (soundChunks.has(name)) {
      const chunk = bytes.slice(at, end);
      new DataView(chunk.buffer).setUint32(4, length, true);
      kept.push(chunk);
      hasSound ||= name === 'data';
    }
    at = end;
  }
  if (!hasSound) return undefined;
  const whole = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of kept) {
    whole.set(part, at);
    at += part.length;
  }
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true);
  return whole;
}
