import type { ObjectId } from '../brand.ts';
import { objectId } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** Where servers and apps say what a post quotes, the surest first: FEP-044f (Mastodon), Fedibird, Pleroma, Misskey. */
const members = ['quote', 'quoteUri', 'quoteUrl', '_misskey_quote'] as const;
/** Of a Link that quotes (FEP-e232). */
export const quoteRel = 'https://misskey-hub.net/ns#_misskey_quote';
export const quoteMediaType = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

/** Id of the post that a post quotes (bridge-spec section 6.1): of several ways to say so the first usable one. */
export function quoteOf(object: JsonObject): ObjectId | undefined {
  for (const member of members) {
    const value = object[member];
    const id = typeof value === 'string' ? objectId(value) : undefined;
    if (id !== undefined) return id;
  }
  for (const tag of [object['tag']].flat().slice(0, 128)) {
    const id = isQuoteLink(tag) && typeof tag['href'] === 'string' ? objectId(tag['href']) : undefined;
    if (id !== undefined) return id;
  }
  return undefined;
}

function isQuoteLink(tag: JsonValue | undefined): tag is JsonObject {
  if (typeof tag !== 'object' || tag === null || Array.isArray(tag)) return false;
  const { type, rel, mediaType } = tag as JsonObject;
  if (type !== 'Link') return false;
  // Without `rel` only the type of the document says that the link is more than a link.
  return [rel].flat().includes(quoteRel) || (rel === undefined && typeof mediaType === 'string' && isActivity(mediaType));
}

const isActivity = (mediaType: string): boolean =>
  mediaType.startsWith('application/activity+json') ||
  (mediaType.startsWith('application/ld+json') && mediaType.includes('activitystreams'));
