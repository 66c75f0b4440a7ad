import { buildActor, type ActorProfile } from '../../protocol/activity-streams/build-actor.ts';
import { composeHtml } from '../../protocol/activity-streams/text.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { Signer } from '../../protocol/ports/crypto.ts';
import type { Profile } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { signDocument } from '../../protocol/proof/proof.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { text } from '../views/members.ts';
import { otherNames } from './own-website.ts';

export interface ActorDependencies {
  readonly store: AccountStore;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly gateways: () => readonly string[];
}

/** The actor document of a profile, signed (bridge-spec section 4); `updatedMs` must be later than that of the one before. */
export async function signActor(dependencies: ActorDependencies, profile: Profile, updatedMs: number): Promise<JsonObject> {
  const { store, signer } = dependencies;
  const icon = profile.iconDigest === undefined ? undefined : await store.media(profile.iconDigest);
  const unsigned = buildActor({
    did: store.did,
    preferredUsername: profile.preferredUsername,
    name: profile.name,
    summaryHtml: profile.bio === '' ? undefined : composeHtml(profile.bio).html,
    published: profile.publishedAt,
    updated: timestampOf(updatedMs),
    icon: icon && { digest: icon.digest, mediaType: icon.mediaType },
    gateways: publicGateways(dependencies.gateways()),
    nextKeyDigest: profile.nextKeyDigest,
    movedTo: profile.movedTo,
    ...websiteMembers(profile),
  });
  return signDocument(unsigned, signer, timestampOf(dependencies.clock.nowMs()));
}

/** The actor of the profile as it is stored; an account whose profile was lost gets a plain one. */
export async function signedActor(dependencies: ActorDependencies): Promise<JsonObject> {
  const { store, clock } = dependencies;
  const nowMs = clock.nowMs();
  const profile = (await store.profile()) ?? {
    preferredUsername: 'someone',
    name: 'someone',
    bio: '',
    publishedAt: timestampOf(nowMs),
    nextKeyDigest: text((await store.person(store.did))?.actor, 'nextKeyDigest'),
  };
  return signActor(dependencies, profile, nowMs);
}

/** What an own web origin and accounts elsewhere add to the actor (bridge-spec sections 2 and 4). */
function websiteMembers(profile: Profile): Partial<ActorProfile> {
  const { website, hasWebfinger, preferredUsername } = profile;
  const names = otherNames(profile);
  const alsoKnownAs = names.length > 0 ? { alsoKnownAs: names } : {};
  const named = profile.address ?? (website && hasWebfinger ? `${preferredUsername}@${new URL(website).host}` : undefined);
  const webfinger = named === undefined ? {} : { webfinger: named };
  return { ...alsoKnownAs, ...webfinger, ...(website !== undefined && { origin: website, url: `${website}/` }) };
}

/** A gateway on this machine means nothing to others, and would tell them of a program that listens here. */
export function publicGateways(origins: readonly string[]): string[] {
  return origins.filter((origin) => origin.startsWith('https://')).slice(0, 8);
}
