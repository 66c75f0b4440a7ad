import { BrokenRecording } from './mp4-boxes.ts';

// Element ids of Matroska (RFC 9559), as they stand in the file.
const segment = 0x18538067;
const cluster = 0x1f43b675;
const info = 0x1549a966;
const containers = new Set([segment, info]);
/** Tags, Attachments, Chapters; Title, DateUTC, SegmentFilename, MuxingApp and WritingApp are in Info. */
const erased = new Set([0x1254c367, 0x1941a469, 0x1043a770, 0x7ba9, 0x4461, 0x7384]);
/** Strings that must be there: emptied. */
const emptied = new Set([0x4d80, 0x5741]);
const voidId = 0xec;

/**
 * Takes titles, dates, tags and attached files out of a WebM film. Changes `bytes`, and no position in them. Undefined when the file is
 * broken.
 */
export function cleanWebm(bytes: Uint8Array): Uint8Array | undefined {
  try {
    cleanLevel(bytes, 0, bytes.length);
    return bytes;
  } catch (error) {
    if (error instanceof BrokenRecording) return undefined;
    throw error;
  }
}

function cleanLevel(bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to;) {
    const id = readNumber(bytes, at, to, 4, true);
    const size = readNumber(bytes, at + id.width, to, 8, false);
    const body = at + id.width + size.width;
    // What a browser recorded has no sizes: its parts are read as if they stood here.
    const isOpen = size.value === 2 ** (7 * size.width) - 1;
    const end = isOpen ? to : body + size.value;
    if (end > to) throw new BrokenRecording('an element of impossible size');
    if (isOpen) {
      if (id.value !== segment && id.value !== cluster) throw new BrokenRecording('an element without a size');
      at = body;
      continue;
    }
    if (containers.has(id.value)) cleanLevel(bytes, body, end);
    else if (erased.has(id.value)) eraseElement(bytes, at, body, end);
    else if (emptied.has(id.value)) bytes.fill(0x20, body, end);
    at = end;
  }
}

/** Makes it one `Void` element of the same length. */
function eraseElement(bytes: Uint8Array, start: number, body: number, end: number): void {
  const width = Math.min(8, body - start - 1);
  let rest = end - start - 1 - width;
  bytes.fill(0, start, end);
  bytes[start] = voidId;
  for (let index = width; index >= 1; index--) {
    bytes[start + index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[start + 1] = (bytes[start + 1] ?? 0) | (1 << (8 - width));
}

/** A number that says by its leading zeros how long it is (RFC 8794, section 4); ids keep the mark of their length. */
function readNumber(
  bytes: Uint8Array,
  at: number,
  to: number,
  longest: number,
  keepsMark: boolean,
): { readonly value: number; readonly width: number } {
  const first = bytes[at] ?? 0;
  const width = Math.clz32(first) - 23;
  if (width > longest || at + width > to) throw new BrokenRecording('a number that does not end');
  let value = keepsMark ? first : first & (2 ** (8 - width) - 1);
  for (let index = 1; index < width; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return { value, width };
}
