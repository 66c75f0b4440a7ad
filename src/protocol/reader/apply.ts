import { quoteOf } from '../activity-streams/quote-of.ts';
import { voteType } from '../activity-streams/count-votes.ts';
import { voteOf } from '../activity-streams/poll.ts';
import type { Did, ObjectId } from '../brand.ts';
import { accountId } from '../identity/paths.ts';
import { accountOf, canonicalId, objectId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import type { PersonRecord, PostRecord, ReactionRecord, SyncRecord } from '../ports/records.ts';
import type { IngestBatch } from '../ports/store.ts';
import { notificationOf } from './notify.ts';
import { personOf, tagsOf, textMember } from './person.ts';
import type { HtmlToRichText } from './person.ts';
import { titled } from './titled.ts';
import type { VerifiedActivity } from './verified.ts';

export interface ApplyOptions {
  /** The account that was read. */
  readonly did: Did;
  /** Verified activities of `did`; any order, repetitions do no harm. */
  readonly activities: readonly VerifiedActivity[];
  /** Its actor, when it was read. */
  readonly actor?: JsonObject;
  /** Whose device this is: what is about their posts notifies. */
  readonly me: Did;
  /** 1 when the account is followed or me: its posts belong in the home timeline. */
  readonly home: 0 | 1;
  readonly nowMs: number;
  readonly htmlToRichText: HtmlToRichText;
  /** Stored in the same transaction. */
  readonly sync?: SyncRecord;
}

/**
 * What verified activities of one account come to on this device (bridge-spec section 8, `apply`). Only own objects are created,
 * updated and deleted, dates in the future become now, and the order does not matter, because stored dates decide: newer versions
 * win, deletes are remembered. Boosted posts are not known here: a boost's record holds the Announce, and `boostOf` names the post.
 */
export function applyActivities(options: ApplyOptions): IngestBatch {
  const posts = new Map<ObjectId, PostRecord>();
  const deletedPosts = new Map<ObjectId, IngestBatch['deletedPosts'][number]>();
  const reactions: ReactionRecord[] = [];
  const undone: IngestBatch['undone'][number][] = [];
  const notifications = new Map<string, IngestBatch['notifications'][number]>();
  const actors = options.actor === undefined ? [] : [options.actor];
  let person = options.actor === undefined ? undefined : personOf(options.did, options.actor, options.htmlToRichText);
  let endedAtMs: number | undefined;

  for (const verified of options.activities) {
    if (verified.account !== options.did) continue;
    const { type, activity, id, object } = verified;
    const atMs = clampedMs(textMember(activity, 'published'), options.nowMs);
    const target = typeof activity['object'] === 'string' ? objectId(activity['object']) : undefined;
    switch (type) {
      case 'Create':
      case 'Update':
        if (object === undefined) break;
        if (applyVote(options, verified, object, reactions)) break;
        person = newer(person, applyObject(options, object, posts, deletedPosts));
        if (object['preferredUsername'] !== undefined) actors.push(object);
        break;
      case 'Delete':
        if (target === accountId(options.did, 'actor')) {
          endedAtMs = atMs;
          if (options.home === 1 && options.did !== options.me)
            notifications.set(id, { id, type: 'ended', actor: options.did, atMs, read: false });
        } else if (target !== undefined && accountOf(target) === options.did)
          deletedPosts.set(target, { id: target, author: options.did, atMs });
        break;
      case 'Announce':
        if (target === undefined) break;
        posts.set(id, boostRecord(options, verified, target, atMs));
        reactions.push({ id, type: 'boost', objectId: target, actor: options.did, atMs });
        break;
      case 'Like':
      case 'EmojiReact':
        if (target !== undefined) reactions.push({ id, type: 'like', objectId: target, actor: options.did, atMs });
        break;
      case 'Undo':
        if (target !== undefined && accountOf(target) === options.did) undone.push({ id: target, actor: options.did });
        break;
      case 'Follow':
      case 'Move':
      case 'Add':
      case 'Remove':
        break;
    }
    const notification = notificationOf(verified, options.me, atMs);
    if (notification !== undefined) notifications.set(notification.id, notification);
  }
  for (const id of deletedPosts.keys()) posts.delete(id);
  if (endedAtMs !== undefined) person = { ...(person ?? nobody(options.did)), endedAtMs };
  for (const { id } of undone) notifications.delete(id);
  return {
    posts: [...posts.values()],
    deletedPosts: [...deletedPosts.values()],
    reactions,
    undone,
    ...(person !== undefined && { person }),
    ...(actors.length > 0 && { actorsOf: { did: options.did, actors } }),
    notifications: [...notifications.values()].filter(({ objectId: about }) => about === undefined || !deletedPosts.has(about)),
    ...(options.sync !== undefined && { sync: options.sync }),
  };
}

/** A post, a Tombstone, or (returned) the actor. */
function applyObject(
  options: ApplyOptions,
  object: JsonObject,
  posts: Map<ObjectId, PostRecord>,
  deletedPosts: Map<ObjectId, IngestBatch['deletedPosts'][number]>,
): PersonRecord | undefined {
  const { did, nowMs } = options;
  const id = canonicalId(textMember(object, 'id') ?? '');
  if (id === undefined || accountOf(id) !== did) return undefined;
  if (object['type'] === 'Tombstone') {
    // In the place of the actor it says nothing that the Delete does not say.
    if (id === accountId(did, 'actor')) return undefined;
    deletedPosts.set(id, { id, author: did, atMs: clampedMs(textMember(object, 'deleted'), nowMs) });
    return undefined;
  }
  if (id === accountId(did, 'actor')) return personOf(did, object, options.htmlToRichText);
  const inReplyTo = objectId(textMember(object, 'inReplyTo') ?? '');
  const quotes = quoteOf(object);
  const post: PostRecord = {
    id,
    author: did,
    atMs: clampedMs(textMember(object, 'published'), nowMs),
    updatedMs: versionMs(object),
    home: options.home,
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(quotes !== undefined && { quotes }),
    object,
    content: titled(object, options.htmlToRichText(textMember(object, 'content') ?? '', tagsOf(object))),
    provenance: { type: 'signed' },
  };
  const before = posts.get(id);
  if (before === undefined || before.updatedMs < post.updatedMs) posts.set(id, post);
  return undefined;
}

/** A vote is no post: nobody wants to read it, and only who asks counts it (bridge-spec section 6.8). */
function applyVote(
  options: ApplyOptions,
  { type, id }: VerifiedActivity,
  object: JsonObject,
  reactions: ReactionRecord[],
): boolean {
  const vote = voteOf(object);
  if (vote === undefined) return false;
  const atMs = clampedMs(textMember(object, 'published'), options.nowMs);
  if (type === 'Create') reactions.push({ id, type: voteType(vote.choice), objectId: vote.question, actor: options.did, atMs });
  return true;
}

function boostRecord(options: ApplyOptions, announce: VerifiedActivity, boostOf: ObjectId, atMs: number): PostRecord {
  return {
    id: announce.id,
    author: options.did,
    atMs,
    updatedMs: atMs,
    home: options.home,
    object: announce.activity,
    content: [],
    provenance: { type: 'signed' },
    boostOf,
  };
}

/** Somebody of whom nothing is known but that the account has ended. */
const nobody = (did: Did): PersonRecord => ({
  id: did,
  actor: {},
  name: '',
  username: '',
  summary: [],
  updatedMs: 0,
  provenance: { type: 'signed' },
});

const newer = (before: PersonRecord | undefined, after: PersonRecord | undefined): PersonRecord | undefined =>
  before === undefined || (after !== undefined && after.updatedMs > before.updatedMs) ? after : before;

/** The version that decides which of two copies counts: as written, also when it claims to be of the future (bridge-spec section 6). */
function versionMs(object: JsonObject): number {
  return Date.parse(textMember(object, 'updated') ?? textMember(object, 'published') ?? '') || 0;
}

/** A date as ms; what claims to come from the future, or no date at all, is now. */
export function clampedMs(timestamp: string | undefined, nowMs: number): number {
  const ms = Date.parse(timestamp ?? '');
  return Number.isNaN(ms) ? nowMs : Math.min(ms, nowMs);
}
