import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';

/** How much of a file is looked at to see whether it is text. */
const sampleLength = 65_536;
/** Lines decoded between two pauses, of files in which UTF-8 and older encodings are mixed. */
const linesAtOnce = 4_000;

/**
 * The text of a file, without its byte order mark: UTF-8, UTF-16 with or without a mark, and where a line is no UTF-8, Windows-1252 for
 * that line only, because lists get edited by several programs. Refused: what is no text at all. Pauses in between.
 */
export function* decodeText(bytes: Uint8Array): Generator<void, Result<string, { readonly reason: string }>> {
  const text = yield* decode(bytes);
  if (text === undefined || looksBinary(text)) return err({ reason: 'no text, but some other kind of file' });
  return ok(text.startsWith('\ufeff') ? text.slice(1) : text);
}

function* decode(bytes: Uint8Array): Generator<void, string | undefined> {
  const wide = utf16Of(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  if (bytes.subarray(0, sampleLength).includes(0)) return undefined;
  return utf8(bytes) ?? (yield* decodeLines(bytes));
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 1_000);
  const zeros = [0, 0];
  for (const [place, byte] of sample.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Addresses are ASCII: every other byte is zero.
  const many = sample.length * 0.4;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : undefined;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function* decodeLines(bytes: Uint8Array): Generator<void, string> {
  const older = new TextDecoder('windows-1252');
  const lines: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    lines.push(utf8(line) ?? older.decode(line));
    start = end;
    if (lines.length % linesAtOnce === 0) yield;
  }
  return lines.join('');
}

/** Control characters other than tabs and line ends; a few come along in broken exports. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, sampleLength);
  let controls = 0;
  for (let place = 0; place < sample.length; place++) {
    const code = sample.charCodeAt(place);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) controls += 1;
  }
  return controls > sample.length / 100;
}
