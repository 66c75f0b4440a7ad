import type { JsonObject, JsonValue } from '../json.ts';

/** Everybody: the address that makes a document public (in `to`) or unlisted (in `cc`). */
export const publicAudience = 'https://www.w3.org/ns/activitystreams#Public';

export const activityStreamsContext = 'https://www.w3.org/ns/activitystreams';
export const dataIntegrityContext = 'https://w3id.org/security/data-integrity/v1';
const multikeyContext = 'https://w3id.org/security/multikey/v1';

/**
 * Every term that is written and that the contexts above do not define (`digestMultibase` they do, and protect it: a second
 * definition would make JSON-LD processors refuse the document). Defined inline, so that no reader ever has to fetch a
 * context, and only where used: contexts are part of every post.
 */
const terms = {
  Emoji: 'http://joinmastodon.org/ns#Emoji',
  EmojiReact: 'http://litepub.social/ns#EmojiReact',
  Hashtag: 'as:Hashtag',
  PropertyValue: 'http://schema.org#PropertyValue',
  alsoKnownAs: { '@id': 'as:alsoKnownAs', '@type': '@id' },
  assertionMethod: { '@container': '@set', '@id': 'https://w3id.org/security#assertionMethod', '@type': '@id' },
  blurhash: 'http://joinmastodon.org/ns#blurhash',
  discoverable: 'http://joinmastodon.org/ns#discoverable',
  /** When the words of a Question were last changed, as `updated` also moves when votes are counted (bridge-spec section 6.8). */
  edited: { '@id': 'urn:uuid:4d142ee7-dce9-49da-b5d7-ff39d902739e#edited', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
  featured: { '@id': 'http://joinmastodon.org/ns#featured', '@type': '@id' },
  gateways: { '@container': '@list', '@id': 'https://w3id.org/fep/ef61/gateways', '@type': '@id' },
  indexable: 'http://joinmastodon.org/ns#indexable',
  manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
  movedTo: { '@id': 'as:movedTo', '@type': '@id' },
  /** Names the key of a successor (bridge-spec section 4). The namespace is a UUID: no registry, no domain that could lapse. */
  nextKeyDigest: 'urn:uuid:4d142ee7-dce9-49da-b5d7-ff39d902739e#nextKeyDigest',
  pollOnly: 'https://w3id.org/fep/b06c#pollOnly',
  /** FEP-044f; older readers know the other. */
  quote: { '@id': 'https://w3id.org/fep/044f#quote', '@type': '@id' },
  quoteUrl: { '@id': 'as:quoteUrl', '@type': '@id' },
  sensitive: 'as:sensitive',
  updateInterval: 'https://w3id.org/fep/b06c#updateInterval',
  value: 'http://schema.org#value',
  votersCount: 'http://joinmastodon.org/ns#votersCount',
  webfinger: 'https://purl.archive.org/socialweb/webfinger#webfinger',
} as const;

export type Term = keyof typeof terms;

/** The terms that every actor document uses. */
const actorTerms: readonly Term[] = [
  'assertionMethod',
  'discoverable',
  'featured',
  'gateways',
  'indexable',
  'manuallyApprovesFollowers',
  'pollOnly',
  'updateInterval',
];

/** `@context` of an object, activity or collection that uses these extra terms (bridge-spec section 3). */
export function contextFor(used: Iterable<Term> = []): readonly JsonValue[] {
  return [activityStreamsContext, dataIntegrityContext, ...definitions(used)];
}

/** `@context` of an actor (bridge-spec section 4), with what it uses beyond the ordinary. */
export function actorContextFor(used: Iterable<Term> = []): readonly JsonValue[] {
  return [activityStreamsContext, dataIntegrityContext, multikeyContext, ...definitions([...actorTerms, ...used])];
}

function definitions(used: Iterable<Term>): JsonObject[] {
  const names = [...new Set(used)].toSorted();
  return names.length === 0 ? [] : [Object.fromEntries(names.map((name) => [name, terms[name]]))];
}
