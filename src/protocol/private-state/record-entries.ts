import type { AcctUri, Did, ObjectId } from '../brand.ts';
import { parseOrigin } from '../identity/address.ts';
import { didToIpnsName, objectId, parseDid } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { BookmarkRecord, ListMemberRecord, ListRecord, MemberId } from '../ports/collections.ts';
import type { FollowOptions, RemoteFollowRecord } from '../ports/fediverse.ts';
import type { FollowRecord, ModerationRecord } from '../ports/records.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { entryText, type PrivateEntry } from './entry.ts';

/** What has a place of its own in the account's database. */
export type PrivateRecord =
  | { readonly kind: 'follow'; readonly record: Omit<FollowRecord, 'coHost'> }
  | { readonly kind: 'remote-follow'; readonly record: RemoteFollowRecord }
  | { readonly kind: 'block' | 'mute'; readonly record: ModerationRecord }
  | { readonly kind: 'list'; readonly record: ListRecord }
  | { readonly kind: 'list-member'; readonly record: ListMemberRecord }
  | { readonly kind: 'bookmark'; readonly record: BookmarkRecord };

const hintsLimit = 8;
const languagesLimit = 50;
const titleLength = 400;
const listIdLength = 64;

/** The entry of a record. Whether one helps others to find copies (`coHost`) is this device's own affair and not in it. */
export function entryOfRecord({ kind, record }: PrivateRecord): PrivateEntry {
  const { stampMs, removed } = record;
  const entry = (id: string, value?: JsonObject): PrivateEntry => ({ kind, id, stampMs, removed, ...(value && { value }) });
  switch (kind) {
    case 'follow':
      return entry(record.did, {
        via: record.via.flatMap((origin) => parseOrigin(origin) ?? []).slice(0, hintsLimit),
        ...(record.options && { options: optionsToJson(record.options) }),
      });
    case 'remote-follow':
      return entry(record.id, { acct: record.acct, options: optionsToJson(record.options) });
    case 'block':
    case 'mute':
      return entry(record.target, optionsOfMute(record));
    case 'list':
      return entry(record.id, { title: record.title.toWellFormed().slice(0, titleLength).toWellFormed() });
    case 'list-member':
      return entry(`${record.list} ${record.member}`);
    case 'bookmark':
      return entry(record.id);
  }
}

/** The record of an entry; undefined for kinds without one, and for what this version does not understand. */
export function recordOfEntry({ kind, id, stampMs, removed, value = {} }: PrivateEntry): PrivateRecord | undefined {
  const state = { stampMs, removed };
  switch (kind) {
    case 'follow': {
      const did = parseDid(id);
      if (did === undefined) return undefined;
      const options = optionsOfJson(value['options']);
      const via = textsIn(value['via']).flatMap((origin) => parseOrigin(origin) ?? []);
      const hints = via.slice(0, hintsLimit);
      return { kind, record: { did, name: didToIpnsName(did), via: hints, ...state, ...(options && { options }) } };
    }
    case 'remote-follow': {
      const person = objectId(id);
      const acct = acctOf(value['acct']);
      const options = optionsOfJson(value['options']);
      return person && acct && options && { kind, record: { id: person, acct, options, ...state } };
    }
    case 'block':
    case 'mute': {
      const target = memberOf(id);
      const hides = value['hidesNotifications'];
      const more = typeof hides === 'boolean' ? { hidesNotifications: hides } : {};
      const { until } = value;
      const end =
        kind === 'mute' && typeof until === 'number' && Number.isSafeInteger(until) && until >= 0 ? { untilMs: until } : {};
      return target && { kind, record: { target, kind, ...state, ...more, ...end } };
    }
    case 'list': {
      const { title } = value;
      if (typeof title !== 'string' || title.length > titleLength || !isListId(id)) return undefined;
      return { kind, record: { id, title, ...state } };
    }
    case 'list-member': {
      const blank = id.lastIndexOf(' ');
      const list = id.slice(0, Math.max(blank, 0));
      const member = memberOf(id.slice(blank + 1));
      return isListId(list) && member ? { kind, record: { list, member, ...state } } : undefined;
    }
    case 'bookmark': {
      const post = objectId(id);
      return post && { kind, record: { id: post, ...state } };
    }
    default:
      return undefined;
  }
}

/** Whether a record holds all that the entry says. What it does not (members of a newer version) has to be kept beside it. */
export function isWholeRecord(entry: PrivateEntry): boolean {
  const record = recordOfEntry(entry);
  return record !== undefined && entryText(entryOfRecord(record)) === entryText(entry);
}

/**
 * What this device knows of one thing: `written` from its record, `kept` as it once came in. The latter holds all members of a newer
 * version as long as the record has not been changed since.
 */
export function isEchoOf(kept: PrivateEntry, written: PrivateEntry): boolean {
  const record = kept.stampMs === written.stampMs ? recordOfEntry(kept) : undefined;
  return record !== undefined && entryText(entryOfRecord(record)) === entryText(written);
}

function optionsOfMute({ hidesNotifications, untilMs }: ModerationRecord): JsonObject | undefined {
  if (hidesNotifications === undefined && untilMs === undefined) return undefined;
  return { ...(hidesNotifications !== undefined && { hidesNotifications }), ...(untilMs !== undefined && { until: untilMs }) };
}

const optionsToJson = ({ showBoosts, notify, languages }: FollowOptions): JsonObject => ({
  languages: languages.slice(0, languagesLimit).map((language) => language.toWellFormed()),
  notify,
  showBoosts,
});

function optionsOfJson(json: JsonValue | undefined): FollowOptions | undefined {
  if (!isJsonObject(json)) return undefined;
  const { showBoosts, notify } = json;
  if (typeof showBoosts !== 'boolean' || typeof notify !== 'boolean') return undefined;
  const languages = textsIn(json['languages']).filter(({ length }) => length <= 35);
  return { showBoosts, notify, languages: languages.slice(0, languagesLimit) };
}

const textsIn = (json: JsonValue | undefined): string[] =>
  Array.isArray(json) ? json.filter((item: JsonValue): item is string => typeof item === 'string') : [];

const acctPattern = /^acct:[^\s@:/]{1,128}@[^\s@/]{1,255}$/;
const acctOf = (json: JsonValue | undefined): AcctUri | undefined =>
  typeof json === 'string' && acctPattern.test(json) ? (json as AcctUri) : undefined;
const memberOf = (id: string): MemberId | undefined => parseDid(id) ?? acctOf(id) ?? (objectId(id) as Did | ObjectId | undefined);
const isListId = (id: string): boolean => id !== '' && id.length <= listIdLength;
