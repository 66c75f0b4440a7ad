import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';

const deepest = 16;
const mostEntries = 200;
const mostValues = 100_000;
const longestText = 200_000;

const decoder = new TextDecoder();

/** A server's answer as JSON, cleaned as by `cleanJson`. Undefined: it is none. */
export const readJson = (bytes: Uint8Array): JsonValue | undefined => readJsonText(decoder.decode(bytes));

export function readJsonText(text: string): JsonValue | undefined {
  try {
    return cleanJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * JSON that nobody has checked, as the app keeps it: without null, fractions, lone surrogates and `__proto__`; at most 16 deep, 200
 * entries a list, 100,000 values and 200,000 characters a text. What is too much is left out, nothing is refused. The point of a picture
 * that must be seen (`focalPoint`, Mastodon's `focus`) is the one thing said in fractions: it comes as thousandths, right and up.
 */
export function cleanJson(value: unknown): JsonValue | undefined {
  let left = mostValues;
  const clean = (value: unknown, depth: number): JsonValue | undefined => {
    left -= 1;
    if (left < 0 || depth > deepest) return undefined;
    if (typeof value === 'string') return value.slice(0, longestText).toWellFormed();
    if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
    if (typeof value === 'boolean') return value;
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) return value.slice(0, mostEntries).flatMap((one) => entry(clean(one, depth + 1)));
    const copy: Record<string, JsonValue> = {};
    // Not `entries`: its pairs would be most of what reading thousands of answers leaves behind.
    for (const name of Object.keys(value)) {
      const member = (value as Readonly<Record<string, unknown>>)[name];
      const isPoint = name === 'focalPoint' || name === 'focus';
      const cleaned = name === '__proto__' ? undefined : isPoint ? thousandths(member) : clean(member, depth + 1);
      if (cleaned !== undefined) copy[name] = cleaned;
    }
    return copy;
  };
  return clean(value, 1);
}

/** As `cleanJson`, for what must be an object. */
export function cleanObject(value: unknown): JsonObject | undefined {
  const json = cleanJson(value);
  return isJsonObject(json) ? json : undefined;
}

/** Objects of a list, or the one that stands in its place. */
export const objectsOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  [value].flat().filter((one) => isJsonObject(one));

/** A member that is an object. */
export function objectMember(object: JsonObject, member: string): JsonObject | undefined {
  const value = object[member];
  return isJsonObject(value) ? value : undefined;
}

/** A count that can be shown: a whole number from 0 up. Mastodon says -1 for what it hides. */
export function countMember(object: JsonObject, member: string): number | undefined {
  const value = object[member];
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

/** A server's own key for something: a short text, or (Pleroma) a number. */
export function keyMember(object: JsonObject, member: string): string | undefined {
  const value = object[member];
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(text) ? text : undefined;
}

function thousandths(value: unknown): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { x, y } = value as { readonly x?: unknown; readonly y?: unknown };
  const point = Array.isArray(value) ? value : [x, y];
  const isPoint = point.length === 2 && point.every((one) => typeof one === 'number' && Math.abs(one) <= 1);
  return isPoint ? point.map((one) => Math.round(one * 1000)) : undefined;
}

const entry = (value: JsonValue | undefined): JsonValue[] => (value === undefined ? [] : [value]);
