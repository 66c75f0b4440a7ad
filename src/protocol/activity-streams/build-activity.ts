import type { CanonicalId, Did, ObjectId, Rkey, Timestamp } from '../brand.ts';
import { accountId } from '../identity/paths.ts';
import { writtenId } from '../identity/written-id.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Addressing } from './audience.ts';
import { actorIdOf, addressing } from './audience.ts';
import type { Term } from './contexts.ts';
import { contextFor } from './contexts.ts';

/** What every activity needs: who, which, when it is announced. */
export interface ActivityBase {
  readonly did: Did;
  readonly rkey: Rkey;
  readonly published: Timestamp;
  /** Own web origin under which the account writes its ids now; absent: it has none (bridge-spec section 2). */
  readonly origin?: string;
}

/** About something that somebody (perhaps known) wrote. */
export interface Reference {
  /** Canonical, or as its author writes it. */
  readonly object: ObjectId | string;
  /** Its author: addressed, so that servers know whom to tell. */
  readonly author?: Did | ObjectId;
}

/** Canonical id of an activity: `<outbox id>#<rkey>` (bridge-spec section 2). */
export const activityId = (did: Did, rkey: Rkey): CanonicalId => `${accountId(did, 'outbox')}#${rkey}` as CanonicalId;

/** Unsigned Create of a signed object; addressed like the object. */
export const buildCreate = (base: ActivityBase, object: JsonObject): JsonObject =>
  build(base, 'Create', object, addressingOf(object));

/** Unsigned Update of a signed object or of the signed actor. */
export const buildUpdate = (base: ActivityBase, object: JsonObject): JsonObject =>
  build(base, 'Update', object, addressingOf(object));

/** Unsigned Delete of an own object, or, with the actor's id, of the account; `object` as it was written. */
export const buildDelete = (base: ActivityBase, object: string): JsonObject =>
  build(base, 'Delete', object, addressing('public'));

/** Unsigned Announce (boost). */
export const buildAnnounce = (base: ActivityBase, { object, author }: Reference): JsonObject =>
  build(base, 'Announce', object, addressing('public', peopleOf(author)));

/** Unsigned Like; unlisted, as it belongs in no timeline. */
export const buildLike = (base: ActivityBase, { object, author }: Reference): JsonObject =>
  build(base, 'Like', object, addressing('unlisted', peopleOf(author)));

/** Unsigned EmojiReact with one emoji. */
export const buildEmojiReact = (base: ActivityBase, { object, author }: Reference, emoji: string): JsonObject =>
  build(base, 'EmojiReact', object, addressing('unlisted', peopleOf(author)), { content: emoji }, ['EmojiReact']);

/** Unsigned Follow; published only by those who opted in. */
export const buildFollow = (base: ActivityBase, person: Did | ObjectId): JsonObject =>
  build(base, 'Follow', actorIdOf(person), addressing('unlisted', [actorIdOf(person)]));

/** Unsigned Undo of an own Like, Announce or Follow, by its id as it was written; `author` as it was addressed. */
export const buildUndo = (base: ActivityBase, activity: string, author?: Did | ObjectId): JsonObject =>
  build(base, 'Undo', activity, addressing('unlisted', peopleOf(author)));

/** Unsigned Move of the account to another actor. */
export const buildMove = (base: ActivityBase, target: Did | ObjectId): JsonObject =>
  build(base, 'Move', writtenId(accountId(base.did, 'actor'), base.origin), addressing('public'), { target: actorIdOf(target) });

/**
 * Unsigned statement that this account goes on in place of `account`, whose actor named its key (bridge-spec section 6.7). From
 * `endTime` on nothing of the old key counts; absent: it was lost only.
 */
export const buildSuccession = (base: ActivityBase, account: Did, endTime?: Timestamp): JsonObject =>
  build(base, 'Move', accountId(account, 'actor'), addressing('public'), {
    target: writtenId(accountId(base.did, 'actor'), base.origin),
    ...(endTime !== undefined && { endTime }),
  });

function build(
  base: ActivityBase,
  type: string,
  object: JsonValue,
  { to, cc }: Addressing,
  more: JsonObject = {},
  used: readonly Term[] = [],
): JsonObject {
  return {
    '@context': contextFor(used),
    id: writtenId(activityId(base.did, base.rkey), base.origin),
    type,
    actor: writtenId(accountId(base.did, 'actor'), base.origin),
    object,
    published: base.published,
    to,
    cc,
    ...more,
  };
}

const peopleOf = (person: Did | ObjectId | undefined): string[] => (person === undefined ? [] : [actorIdOf(person)]);

function addressingOf(object: JsonObject): Addressing {
  const strings = (value: JsonValue | undefined): string[] =>
    Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const to = strings(object['to']);
  const cc = strings(object['cc']);
  return to.length + cc.length === 0 ? addressing('public') : { to, cc };
}
