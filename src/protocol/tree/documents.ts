import type { CanonicalId } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';

/** A text member, or undefined. */
export function textOf(document: JsonObject | undefined, member: string): string | undefined {
  const value = document?.[member];
  return typeof value === 'string' ? value : undefined;
}

/** The object that a Create or Update carries in full, with its canonical id. */
export function embeddedObject(activity: JsonObject): { readonly id: CanonicalId; readonly object: JsonObject } | undefined {
  const { type, object } = activity;
  if ((type !== 'Create' && type !== 'Update') || !isJsonObject(object)) return undefined;
  const id = canonicalId(textOf(object, 'id') ?? '');
  return id === undefined ? undefined : { id, object };
}

/** Canonical id of what an activity is about, whether embedded or named. */
export function objectIdOf(activity: JsonObject): CanonicalId | undefined {
  const { object } = activity;
  return canonicalId(typeof object === 'string' ? object : isJsonObject(object) ? (textOf(object, 'id') ?? '') : '');
}

/** Dates of an object decide which of two versions is newer (bridge-spec section 6: the highest `updated`). */
export const versionOf = (object: JsonObject | undefined): string =>
  textOf(object, 'updated') ?? textOf(object, 'published') ?? '';
