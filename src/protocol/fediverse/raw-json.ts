/** Readers of JSON that nobody has checked: nothing here throws, whatever stands in it. */

export type RawObject = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder();

/** An answer's bytes as JSON. Undefined: they are none. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

export const isRaw = (value: unknown): value is RawObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export const rawOf = (object: RawObject, member: string): RawObject | undefined => {
  const value = memberOf(object, member);
  return isRaw(value) ? value : undefined;
};

/** A member's own value: what an object inherits (`constructor`, `__proto__`) is no member of the JSON. */
export const memberOf = (object: RawObject, member: string): unknown =>
  Object.hasOwn(object, member) ? object[member] : undefined;

/** Objects of a list, or the one that stands in place of it; at most `most` entries are looked at. */
export function rawList(value: unknown, most: number): RawObject[] {
  return (Array.isArray(value) ? value.slice(0, most) : [value]).filter((one) => isRaw(one));
}

/** A text, cut; empty when it is none. */
export function rawText(object: RawObject, member: string, longest: number): string {
  const value = memberOf(object, member);
  return typeof value === 'string' ? value.slice(0, longest).toWellFormed() : '';
}

/** A count that can be shown: a whole number from 0 up. */
export function rawCount(object: RawObject, member: string): number | undefined {
  const value = memberOf(object, member);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A server's own key for something: a short text, or a number (Pleroma, GoToSocial's older versions). */
export function rawKey(object: RawObject, member: string): string | undefined {
  const value = memberOf(object, member);
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^[A-Za-z0-9_.:-]{1,128}$/.test(text) ? text : undefined;
}
