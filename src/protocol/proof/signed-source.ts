import type { JsonObject, JsonValue } from '../json.ts';

/**
 * A document with the canonical bytes that it was read from, so that what was signed is cut out of them instead of being written
 * anew: of the document itself and of every signed object inside it. Only `readSigned` makes them: both must say the same.
 */
export interface SignedSource {
  readonly document: JsonObject;
  /**
   * The canonical bytes of `signed`, the document or an object in it, without its `proof`; undefined for objects that have none,
   * or that are not of this document.
   */
  unsignedBytes(signed: JsonObject): Uint8Array | undefined;
}

/** Where an object lies, and in it the member `proof` with the comma before it. */
interface Span {
  readonly start: number;
  readonly proofStart: number;
  readonly proofEnd: number;
  readonly end: number;
}

const quote = 0x22;
const backslash = 0x5c;

/** `bytes` must be what `JSON.stringify(document)` writes, in UTF-8, and not change. */
export function createSignedSource(document: JsonObject, bytes: Uint8Array): SignedSource {
  let spans: ReadonlyMap<JsonObject, Span> | undefined;
  return {
    document,
    unsignedBytes(signed) {
      spans ??= findSpans(document, bytes);
      const span = spans.get(signed);
      return span === undefined ? undefined : cut(bytes, span);
    },
  };
}

function cut(bytes: Uint8Array, { start, proofStart, proofEnd, end }: Span): Uint8Array {
  const unsigned = new Uint8Array(proofStart - start + end - proofEnd);
  unsigned.set(bytes.subarray(start, proofStart));
  unsigned.set(bytes.subarray(proofEnd, end), proofStart - start);
  return unsigned;
}

/**
 * Walks the document and its bytes in step: what is parsed already tells where each value ends. A `proof` that is its object's
 * first member has no comma before it and is left out; it could be no valid proof, as `@context` comes first.
 */
function findSpans(document: JsonObject, bytes: Uint8Array): ReadonlyMap<JsonObject, Span> {
  const spans = new Map<JsonObject, Span>();

  /** From the first byte of a value to the one after it. */
  function walk(value: JsonValue, start: number): number {
    if (typeof value === 'string') return endOfText(bytes, value, start);
    if (typeof value !== 'object') return start + String(value).length;
    let at = start;
    if (Array.isArray(value)) {
      // Before each item one byte: the bracket or a comma.
      for (const item of value as readonly JsonValue[]) at = walk(item, at + 1);
      return value.length === 0 ? start + 2 : at + 1;
    }
    let proofStart = start;
    let proofEnd = start;
    for (const [name, member] of Object.entries(value)) {
      const nameStart = at;
      at = walk(member, endOfText(bytes, name, at + 1) + 1);
      if (name !== 'proof') continue;
      proofStart = nameStart;
      proofEnd = at;
    }
    if (proofStart > start) spans.set(value as JsonObject, { start, proofStart, proofEnd, end: at + 1 });
    return at + 1;
  }

  walk(document, 0);
  return spans;
}

/** The byte after the closing quote of `text`, written at `start`. Only texts with escapes or more than ASCII must be searched. */
function endOfText(bytes: Uint8Array, text: string, start: number): number {
  // Written text is never shorter than its UTF-16 code units, and a quote inside it follows a backslash.
  let end = start + 1 + text.length;
  while (bytes[end] !== quote || isEscaped(bytes, end)) {
    end = bytes.indexOf(quote, end + 1);
    if (end < 0) throw new RangeError('the bytes are not those of the document');
  }
  return end + 1;
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let before = at;
  while (bytes[before - 1] === backslash) before--;
  return (at - before) % 2 === 1;
}
