import type { JsonObject, JsonValue } from '../json.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import { checkSignable, isJsonObject } from '../proof/signed-json.ts';
import { maximumStampMs } from './stamp.ts';

/** Kinds that this version understands; entries of others are kept and carried along (bridge-spec section 17). */
export type KnownKind =
  | 'follow'
  | 'remote-follow'
  | 'block'
  | 'mute'
  | 'list'
  | 'list-member'
  | 'bookmark'
  | 'filter'
  | 'setting'
  | 'read-marker'
  | 'device';

/** One thing that only the owner knows, as all devices of the account share it: the one with the higher stamp holds. */
export interface PrivateEntry {
  readonly kind: string;
  /** What it is about; unique within its kind. */
  readonly id: string;
  /** When it was changed, ms; see `nextStamp`. */
  readonly stampMs: number;
  /** It is no more; kept, so that a device that was away learns of it. */
  readonly removed: boolean;
  /** What else there is to it; absent when nothing. */
  readonly value?: JsonObject;
}

/** bridge-spec section 17: more of an entry is not taken. */
export const entryLimits = { idLength: 2600, valueBytes: 4096, valueDepth: 8 } as const;

const kindPattern = /^[a-z][a-z0-9-]{0,31}$/;
const members = new Set(['id', 'kind', 'removed', 'stamp', 'value']);

/** The name by which states of the same thing are recognised. */
export const entryKey = ({ kind, id }: Pick<PrivateEntry, 'kind' | 'id'>): string => `${kind} ${id}`;

/** The entry as it is written. */
export function entryToJson({ kind, id, stampMs, removed, value }: PrivateEntry): JsonObject {
  return { id, kind, ...(removed && { removed }), stamp: stampMs, ...(hasMembers(value) && { value }) };
}

/** Canonical text of an entry: decides between two of the same stamp. */
export const entryText = (entry: PrivateEntry): string => canonicalize(entryToJson(entry));

/** An entry as it was written, within bounds; undefined for anything else. The JSON itself has been checked. */
export function entryFromJson(json: JsonValue): PrivateEntry | undefined {
  if (!isJsonObject(json) || Object.keys(json).some((name) => !members.has(name))) return undefined;
  const { kind, id, stamp, removed, value } = json;
  if (typeof kind !== 'string' || typeof id !== 'string' || typeof stamp !== 'number') return undefined;
  if ((removed !== undefined && removed !== true) || (value !== undefined && !isJsonObject(value))) return undefined;
  const entry = { kind, id, stampMs: stamp, removed: removed === true, ...(value !== undefined && { value }) };
  return isWithinBounds(entry) ? entry : undefined;
}

/** Whether an entry can be written at all. What cannot stays on this device. */
export function isWithinBounds({ kind, id, stampMs, value }: PrivateEntry): boolean {
  if (!kindPattern.test(kind) || id === '' || id.length > entryLimits.idLength || !id.isWellFormed()) return false;
  if (!Number.isSafeInteger(stampMs) || stampMs < 0 || stampMs > maximumStampMs) return false;
  if (!hasMembers(value)) return true;
  if (checkSignable(value, { maximumDepth: entryLimits.valueDepth }) !== undefined) return false;
  return utf8.encode(canonicalize(value)).length <= entryLimits.valueBytes;
}

const utf8 = new TextEncoder();
const hasMembers = (value: JsonObject | undefined): value is JsonObject => value !== undefined && Object.keys(value).length > 0;
