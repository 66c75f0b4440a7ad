import serialize from 'canonicalize';
import type { JsonValue } from '../json.ts';

/**
 * RFC 8785 (JCS) text of a JSON value. When every object's members are in order already, the engine's own `JSON.stringify`
 * writes exactly that and is much faster. Throws for what JSON cannot carry (lone surrogates, NaN, cycles).
 */
export function canonicalize(value: JsonValue): string {
  if (isOrdered(value, 0)) {
    const text = JSON.stringify(value);
    // JSON.stringify writes lone surrogates as escapes; RFC 8785 forbids them. Pairs are never escaped.
    if (!text.includes('\\ud')) return text;
  }
  const text = serialize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Members of all objects in order of UTF-16 code units, numbers finite, nothing but JSON in it. Deep values count as unordered. */
function isOrdered(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null || depth > 32) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isOrdered(item, depth + 1)) return false;
    return true;
  }
  return areMembersOrdered(value, depth);
}

function areMembersOrdered(value: object, depth: number): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return false;
  let previous: string | undefined;
  for (const [name, member] of Object.entries(value)) {
    if ((previous !== undefined && previous >= name) || !isOrdered(member, depth + 1)) return false;
    previous = name;
  }
  return true;
}
