import type { JsonObject, JsonValue } from '../../protocol/json.ts';

/** Member that is a text, else undefined. Stored documents were checked when they came; older versions may lack members. */
export function text(object: JsonObject | undefined, member: string): string | undefined {
  const value = object?.[member];
  return typeof value === 'string' ? value : undefined;
}

export function integer(object: JsonObject, member: string): number | undefined {
  const value = object[member];
  return typeof value === 'number' ? value : undefined;
}

/** Member as a list: ActivityStreams allows one value in place of a list of one. */
export function list(object: JsonObject | undefined, member: string): readonly JsonValue[] {
  const value = object?.[member];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as JsonValue];
}

export function objects(object: JsonObject | undefined, member: string): readonly JsonObject[] {
  return list(object, member).filter(isObject);
}

export function texts(object: JsonObject | undefined, member: string): readonly string[] {
  return list(object, member).filter((value): value is string => typeof value === 'string');
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Pictures of `:shortcode:`, by shortcode. */
export function emojiOf(object: JsonObject | undefined): Readonly<Record<string, string>> | undefined {
  const found = objects(object, 'tag').flatMap((tag): [string, string][] => {
    const url = tag.type === 'Emoji' && isObject(tag.icon) ? text(tag.icon, 'url') : undefined;
    return url?.startsWith('https://') ? [[String(tag.name).replaceAll(':', ''), url]] : [];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
