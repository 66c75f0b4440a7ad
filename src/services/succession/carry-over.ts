import { accountId } from '../../protocol/identity/paths.ts';
import type { AccountRecord, Profile } from '../../protocol/ports/records.ts';
import type { AccountStore, Cursor } from '../../protocol/ports/store.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { collectContent } from '../backup/collect-content.ts';
import { mergeContent } from '../backup/merge-content.ts';
import { isWholeRecord } from '../../protocol/private-state/record-entries.ts';
import { mergeEntries, newsFor } from '../../protocol/private-state/merge.ts';
import { localEntries } from '../private-state/local-entries.ts';
import { takeInEntries } from '../private-state/take-in-entries.ts';
import { profileAt } from '../publish/former-profiles.ts';
import { ownPerson } from '../views/own-person.ts';
import { unsentDrafts, unsentPosts } from './unsent-drafts.ts';

const postsAtOnce = 200;
/** Own posts that go on being shown on this device. */
const mostPosts = 5_000;
const mostLinked = 32;

/**
 * Brings everything private of an account, its profile, and its posts as far as this device has them, into the store of its successor.
 * Entries that are newer there stay.
 */
export async function carryOver(
  { store, clock }: { readonly store: AccountStore; readonly clock: Clock },
  old: AccountRecord,
  next: AccountStore,
  nextKeyDigest: string,
  endMs: number | undefined,
): Promise<void> {
  // No secret goes along: the content stays on this device.
  const content = await collectContent(old, store, { seed: new Uint8Array(32) });
  // Who had stolen the key may have given the account another name since.
  const profile = endMs === undefined ? await store.profile() : await profileAt(store, endMs);
  if (profile !== undefined && (await next.profile()) === undefined)
    await next.putProfile(successorProfile(profile, old, nextKeyDigest, clock.nowMs()));
  await mergeContent(next, { ...content, profile: undefined });
  await copyEntries(store, next, clock.nowMs());
  // Done once: what has been posted from there since must not come back.
  if (old.succeededBy === undefined) await copyDrafts(store, next, clock.nowMs());
  const icon = profile?.iconDigest === undefined ? undefined : await store.media(profile.iconDigest);
  if (icon !== undefined) await next.putMedia(icon);
  if (profile !== undefined) {
    // As old as can be: what the old key said of itself lately must not take its place away.
    const person = { ...ownPerson(old.did, profile, await store.person(old.did)), updatedMs: 0 };
    await next.ingest({ ...nothing, person });
  }
  await copyPosts(store, next);
}

const nothing = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] };

/** Name and picture, but not the addresses: those are the old account's. */
function successorProfile(profile: Profile, old: AccountRecord, nextKeyDigest: string, nowMs: number): Profile {
  const { preferredUsername, name, bio, iconDigest, linked = [] } = profile;
  return {
    preferredUsername,
    name,
    bio,
    ...(iconDigest !== undefined && { iconDigest }),
    linked: [accountId(old.did, 'actor'), ...linked].slice(0, mostLinked),
    publishedAt: timestampOf(nowMs),
    nextKeyDigest,
  };
}

/** Filters, settings, and what later versions of the app may have noted: all that is no record of its own, but for the list of devices. */
async function copyEntries(store: AccountStore, next: AccountStore, nowMs: number): Promise<void> {
  const rest = (await store.privateEntries.all()).filter((entry) => entry.kind !== 'device' && !isWholeRecord(entry));
  const here = await localEntries(next);
  await takeInEntries(next, newsFor(here, mergeEntries(here.values(), rest)), nowMs);
}

/**
 * What was being written and what has not left yet, with its pictures; those that are there already stay. A change of an old post becomes
 * a post, and a post that waits is a draft again: the old key says nothing any more.
 */
export async function copyDrafts(store: AccountStore, next: AccountStore, nowMs: number): Promise<void> {
  const known = new Set((await next.drafts()).map(({ id }) => id));
  const drafts = [...(await store.drafts()), ...unsentDrafts(await unsentPosts(store), nowMs)];
  for (const { edits: _, ...draft } of drafts.filter(({ id }) => !known.has(id))) {
    for (const { digest } of [draft, ...(draft.more ?? [])].flatMap(({ attachments }) => attachments)) {
      const media = await store.media(digest);
      if (media !== undefined) await next.putMedia(media);
    }
    await next.putDraft(draft);
  }
}

async function copyPosts(store: AccountStore, next: AccountStore): Promise<void> {
  let before: Cursor | undefined;
  const unsent = new Set((await unsentPosts(store)).map(({ id }) => id));
  for (let copied = 0; copied < mostPosts;) {
    const posts = await store.byAuthor(store.did, { before, limit: postsAtOnce });
    const left = posts.filter(({ id }) => !unsent.has(id));
    await next.ingest({ ...nothing, posts: left.map((post) => ({ ...post, home: 1 as const })) });
    copied += posts.length;
    const last = posts.at(-1);
    if (last === undefined || posts.length < postsAtOnce) return;
    before = { atMs: last.atMs, id: last.id };
  }
}
