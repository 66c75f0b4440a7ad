import type { Did, Timestamp } from '../brand.ts';
import { mediaId } from '../identity/digest.ts';
import { accountId } from '../identity/paths.ts';
import type { AccountPaths } from '../identity/paths.ts';
import { writtenId } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import { usernamePattern } from './actor.ts';
import type { Term } from './contexts.ts';
import { actorContextFor } from './contexts.ts';

export interface ActorProfile {
  readonly did: Did;
  readonly preferredUsername: string;
  readonly published: Timestamp;
  readonly updated: Timestamp;
  /** Own web origin, then also the first of `gateways`; the actor's id and those of its collections are written under it. */
  readonly origin?: string;
  readonly name?: string;
  /** HTML. */
  readonly summaryHtml?: string;
  readonly icon?: { readonly digest: string; readonly mediaType: string };
  /** Origins of gateways. Empty is fine: the IPNS name is always there. */
  readonly gateways?: readonly string[];
  /** Profile fields; values are HTML. */
  readonly fields?: readonly { readonly name: string; readonly valueHtml: string }[];
  readonly discoverable?: boolean;
  /** Page for humans, when there is one. */
  readonly url?: string;
  /** Former forms of the actor's id. */
  readonly alsoKnownAs?: readonly string[];
  /** `user@host`; only when a JRD of that name exists. */
  readonly webfinger?: string;
  readonly movedTo?: string;
  /** Digest of the key that may succeed this one. */
  readonly nextKeyDigest?: string;
}

/** Unsigned actor document (bridge-spec section 4). Throws for a user name that the format does not allow. */
export function buildActor(profile: ActorProfile): JsonObject {
  const { did, icon, origin } = profile;
  if (!usernamePattern.test(profile.preferredUsername)) throw new RangeError('preferredUsername: 1 to 30 of A-Z a-z 0-9 _');
  const written = (document: keyof AccountPaths): string => writtenId(accountId(did, document), origin);
  const id = written('actor');
  const gateways = [...new Set([...(origin === undefined ? [] : [origin]), ...(profile.gateways ?? [])])];
  return {
    '@context': actorContextFor(usedTerms(profile)),
    id,
    type: 'Person',
    preferredUsername: profile.preferredUsername,
    inbox: written('inbox'),
    outbox: written('outbox'),
    featured: written('featured'),
    gateways,
    pollOnly: true,
    updateInterval: 'PT15M',
    assertionMethod: [
      { id: `${id}#ed25519-key`, type: 'Multikey', controller: id, publicKeyMultibase: did.slice('did:key:'.length) },
    ],
    published: profile.published,
    updated: profile.updated,
    discoverable: profile.discoverable ?? true,
    indexable: profile.discoverable ?? true,
    manuallyApprovesFollowers: false,
    ...(profile.name ? { name: profile.name } : {}),
    ...(profile.summaryHtml ? { summary: profile.summaryHtml } : {}),
    ...(icon === undefined
      ? {}
      : {
          icon: {
            type: 'Image',
            mediaType: icon.mediaType,
            digestMultibase: icon.digest,
            url: writtenId(mediaId(did, icon.digest, icon.mediaType), origin),
          },
        }),
    ...(profile.fields?.length
      ? { attachment: profile.fields.map((field) => ({ type: 'PropertyValue', name: field.name, value: field.valueHtml })) }
      : {}),
    ...(profile.url === undefined ? {} : { url: profile.url }),
    ...(profile.webfinger === undefined ? {} : { webfinger: profile.webfinger }),
    ...(profile.alsoKnownAs?.length ? { alsoKnownAs: profile.alsoKnownAs } : {}),
    ...(profile.movedTo === undefined ? {} : { movedTo: profile.movedTo }),
    ...(profile.nextKeyDigest === undefined ? {} : { nextKeyDigest: profile.nextKeyDigest }),
  };
}

function usedTerms(profile: ActorProfile): Term[] {
  const used: Term[] = [];
  if (profile.fields?.length) used.push('PropertyValue', 'value');
  if (profile.alsoKnownAs?.length) used.push('alsoKnownAs');
  if (profile.webfinger !== undefined) used.push('webfinger');
  if (profile.movedTo !== undefined) used.push('movedTo');
  if (profile.nextKeyDigest !== undefined) used.push('nextKeyDigest');
  return used;
}
