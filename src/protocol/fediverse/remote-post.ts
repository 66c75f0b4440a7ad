import { quoteOf } from '../activity-streams/quote-of.ts';
import type { ObjectId } from '../brand.ts';
import { objectId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import type { PostRecord } from '../ports/records.ts';
import { clampedMs } from '../reader/apply.ts';
import { hostContent } from '../reader/host-content.ts';
import { hostNote } from '../reader/host-note.ts';
import { textMember } from '../reader/person.ts';
import type { RichText } from '../rich-text.ts';
import type { Reading } from './reading.ts';
import { isSameHost, webId } from './reading.ts';

/** Where a server's own interface has a post, so that its thread can be asked for: kept in the object as `api`. */
export interface PostPlace {
  readonly way: 'mastodon' | 'misskey';
  /** Of the server. */
  readonly origin: string;
  readonly key: string;
  /** The post that is answered, where only the server's own key for it is known. */
  readonly parentKey?: string;
}

const audiences = {
  public: { to: ['https://www.w3.org/ns/activitystreams#Public'], cc: [] },
  unlisted: { to: [], cc: ['https://www.w3.org/ns/activitystreams#Public'] },
} as const;

/** Members of an ActivityStreams object that say who may see it. */
export const audienceMembers = (audience: keyof typeof audiences): JsonObject => audiences[audience];

const publicIds = new Set<unknown>(['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public']);

/** Whether everybody may see an object; everything else of a server is none of ours, however it came here. */
export function audienceOf(object: JsonObject): keyof typeof audiences | undefined {
  if ([object['to']].flat().some((to) => publicIds.has(to))) return 'public';
  return [object['cc']].flat().some((cc) => publicIds.has(cc)) ? 'unlisted' : undefined;
}

/**
 * A post of somebody on a server out of an ActivityStreams-shaped object. Undefined: it is none that can be shown, not public, or its
 * author's id lies on another host than its own. Without date, or with one in the future, it stands at the moment of reading, and any
 * version with a date replaces it.
 */
export function remotePost(
  object: JsonObject,
  reading: Reading,
  more: { readonly api?: PostPlace; readonly content?: RichText } = {},
): PostRecord | undefined {
  const { nowMs, origin, htmlToRichText } = reading;
  const audience = audienceOf(object);
  const author = webId(object['attributedTo'], reading);
  if (audience === undefined || author === undefined || webId(object['id'], reading) === undefined) return undefined;
  const dates = { published: pastDate(object, 'published', nowMs), updated: pastDate(object, 'updated', nowMs) };
  const note = hostNote({ ...object, ...dates, ...audienceMembers(audience) }, nowMs);
  if (note === undefined || !isSameHost(note.id, author)) return undefined;
  const inReplyTo = objectId(textMember(note, 'inReplyTo') ?? '');
  const quotes = quoteOf(note);
  return {
    id: note.id,
    author,
    atMs: clampedMs(textMember(note, 'published'), nowMs),
    updatedMs: Math.max(0, ...Object.values(dates).map((date) => Date.parse(date) || 0)),
    home: 0,
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(quotes !== undefined && { quotes }),
    object: { ...note, ...(more.api !== undefined && { api: { ...more.api } }) },
    content: more.content ?? hostContent(object, htmlToRichText),
    provenance: { type: 'host', host: new URL(origin).host },
  };
}

/** What is dated into the future has no date: else every reading would find it new. */
function pastDate(object: JsonObject, member: string, nowMs: number): string {
  const date = textMember(object, member) ?? '';
  return Date.parse(date) <= nowMs ? date : '';
}

/** That somebody boosted a post. Ids of boosts are their booster's host's to give. */
export function remoteBoost(
  boost: { readonly id: ObjectId; readonly author: ObjectId; readonly boostOf: ObjectId; readonly published?: string },
  audience: keyof typeof audiences,
  { origin, nowMs }: Reading,
): PostRecord | undefined {
  const { id, author, boostOf, published } = boost;
  if (!isSameHost(id, author)) return undefined;
  const atMs = clampedMs(published, nowMs);
  return {
    id,
    author,
    atMs,
    updatedMs: atMs,
    home: 0,
    object: { id, type: 'Announce', actor: author, object: boostOf, ...audienceMembers(audience) },
    content: [],
    provenance: { type: 'host', host: new URL(origin).host },
    boostOf,
  };
}
