import type { CID } from 'multiformats/cid';
import { checkDocument } from '../../protocol/activity-streams/check.ts';
import type { Timestamp } from '../../protocol/brand.ts';
import { accountId, accountPaths } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { OutboxRecord, Profile } from '../../protocol/ports/records.ts';
import { personOf, tagsOf } from '../../protocol/reader/person.ts';
import { versionOf } from '../../protocol/tree/documents.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { isObject } from '../views/members.ts';
import { plainText } from '../views/plain-text.ts';
import { keepFormerProfile } from './former-profiles.ts';
import { agreedWebsite, movedProfile, websiteOf } from './own-website.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/**
 * Takes the published profile as one's own, unless a newer change of this device (an Update of the actor that the tree does not
 * have) is still on its way and will replace it. Where the two write ids in different forms, the one that knows of the other's wins;
 * `refreshForm` (profile-update.ts) then says so once more.
 */
export async function adoptProfile(
  { store, verifier, clock, htmlToRichText }: PublisherDependencies,
  root: CID,
  isMissing: (record: OutboxRecord) => boolean,
): Promise<void> {
  const bytes = await readPath(store.blocks, root, accountPaths(store.did).actor);
  const checked = bytes && (await checkDocument(bytes, store.did, verifier, 'actor'));
  if (!checked?.ok) return;
  const { document, value } = checked.value;
  const changes = await store.outboxFor(accountId(store.did, 'actor'));
  const pending = newestActor(changes.filter((record) => record.type === 'Update' && isMissing(record)));
  const present = await store.profile();
  const website = agreedWebsite(document, pending);
  if (present && pending && versionOf(pending) >= versionOf(document)) {
    if (present.website !== website) await store.putProfile(movedProfile(store.did, present, website));
    return;
  }
  const person = personOf(store.did, document, htmlToRichText);
  const profile: Profile = {
    preferredUsername: value.preferredUsername,
    name: person.name,
    bio: plainText(htmlToRichText(value.summary ?? '', tagsOf(document))),
    publishedAt: value.published as Timestamp,
    ...(person.icon?.startsWith('zQm') ? { iconDigest: person.icon } : {}),
    ...websiteOf(document),
    ...digestOf(present, value.nextKeyDigest),
  };
  // First the published actor, so that the profile never seems to be ahead of it without reason.
  await store.ingest({ posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], person });
  // Here since now; its own date counts when it is later, as that of a post does.
  const untilMs = Math.max(clock.nowMs(), person.updatedMs);
  if (present !== undefined) await keepFormerProfile(store, present, profile, untilMs);
  await store.putProfile(profile.website === website ? profile : movedProfile(store.did, profile, website));
}

/** What this device has derived from the root secret goes before what somebody with the key alone could have written. */
function digestOf(present: Profile | undefined, published: string | undefined): Pick<Profile, 'nextKeyDigest'> {
  const digest = present?.nextKeyDigest ?? published;
  return digest === undefined ? {} : { nextKeyDigest: digest };
}

function newestActor(updates: readonly OutboxRecord[]): JsonObject | undefined {
  return updates
    .flatMap(({ activity }) => (isObject(activity['object']) ? [activity['object']] : []))
    .reduce<JsonObject | undefined>((best, actor) => (best && versionOf(best) >= versionOf(actor) ? best : actor), undefined);
}
