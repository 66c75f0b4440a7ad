import type { Did } from '../../protocol/brand.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import { originOfId, writtenId } from '../../protocol/identity/written-id.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { Profile } from '../../protocol/ports/records.ts';
import { text, texts } from '../views/members.ts';

/** Former forms that an actor names; its present one is not among them. */
const formerIdsLimit = 16;
/** All that an actor may name in `alsoKnownAs` (bridge-spec, limits). */
const namesLimit = 32;

/** What a published actor says about the account's web origin and its owner's other accounts, as the profile keeps it. */
export function websiteOf(actor: JsonObject): Partial<Profile> {
  const website = originOfId(text(actor, 'id'));
  const names = texts(actor, 'alsoKnownAs');
  const did = accountOf(text(actor, 'id') ?? '');
  // Another account of this kind is no former form: it may be the one for which this one goes on.
  const isOwn = (name: string): boolean => did !== undefined && accountOf(name) === did;
  const formerIds = names.filter(isOwn).slice(-formerIdsLimit);
  const linked = names.filter((name) => !isOwn(name));
  return {
    ...(website === undefined ? {} : { website }),
    ...addressOf(actor, website),
    ...(formerIds.length === 0 ? {} : { formerIds }),
    ...(linked.length === 0 ? {} : { linked }),
    ...(text(actor, 'movedTo') === undefined ? {} : { movedTo: text(actor, 'movedTo') }),
  };
}

/** A readable address that is the user name at the website comes with the website, any other one stands for itself. */
function addressOf(actor: JsonObject, website: string | undefined): Partial<Profile> {
  const address = text(actor, 'webfinger');
  if (address === undefined) return {};
  const isOfWebsite = website !== undefined && address === `${text(actor, 'preferredUsername')}@${new URL(website).host}`;
  return isOfWebsite ? { hasWebfinger: true } : { address };
}

/** What the actor names as other ids of the same person: former forms of its own, and accounts elsewhere (bridge-spec section 4). */
export function otherNames({ formerIds = [], linked = [] }: Profile): readonly string[] {
  return [...formerIds.slice(-formerIdsLimit), ...linked].slice(0, namesLimit);
}

/** The web origin where the published actor and one that waits on this device disagree: that of whichever moved away from the other's. */
export function agreedWebsite(published: JsonObject, pending: JsonObject | undefined): string | undefined {
  const id = text(published, 'id') ?? '';
  const winner = pending !== undefined && texts(pending, 'alsoKnownAs').includes(id) ? pending : published;
  return originOfId(text(winner, 'id'));
}

/**
 * The profile where it and the newest own actor disagree about the web origin: it follows an actor that knows the profile's form as a
 * former one (a crash came between), and is ahead of any other (another device moved the account, this one changed something else).
 */
export function reconciledProfile(did: Did, present: Profile, actor: JsonObject | undefined): Profile | 'ahead' {
  const id = text(actor, 'id');
  if (actor === undefined || id === undefined) return present;
  if (present.nextKeyDigest !== undefined && text(actor, 'nextKeyDigest') !== present.nextKeyDigest) return 'ahead';
  if (originOfId(id) === present.website) return present;
  if (!texts(actor, 'alsoKnownAs').includes(actorIdUnder(did, present.website))) return 'ahead';
  return { ...withoutWebsite(present), ...websiteOf(actor) };
}

/** The profile after the account gained, changed or (undefined) lost its own web origin (bridge-spec section 2). */
export function movedProfile(did: Did, present: Profile, website: string | undefined): Profile {
  const id = actorIdUnder(did, website);
  const former = [...(present.formerIds ?? []), actorIdUnder(did, present.website)].filter((other) => other !== id);
  return {
    ...withoutWebsite(present),
    ...(website === undefined ? {} : { website }),
    formerIds: [...new Set(former)].slice(-formerIdsLimit),
  };
}

/** The actor's id as it is written under a web origin. */
export const actorIdUnder = (did: Did, origin: string | undefined): string => writtenId(accountId(did, 'actor'), origin);

function withoutWebsite({ website: _website, hasWebfinger: _webfinger, formerIds: _former, ...rest }: Profile): Profile {
  return rest;
}
