import type { ObjectId } from '../brand.ts';
import { isWebUrl, objectId } from '../identity/ids.ts';
import type { ArchiveAccount } from './archive-account.ts';
import { isLooseObject, looseId, looseList, looseText, type LooseObject } from './archive-json.ts';

/** One entry of outbox.json, and what is to become of it. */
export type ArchiveItem =
  | {
      readonly type: 'post';
      /** Its old id: posts are told apart by it. */
      readonly key: ObjectId;
      /** Page of the original. */
      readonly url: string;
      readonly atMs: number;
      readonly audience: 'public' | 'unlisted';
      readonly object: LooseObject;
    }
  | { readonly type: 'boost'; readonly target: ObjectId; readonly atMs: number }
  | { readonly type: 'left-out'; readonly reason: ArchiveLeftOut };

export type ArchiveLeftOut = 'followers-only' | 'direct' | 'not-yours' | 'unknown-type' | 'malformed';

const everybody = new Set<unknown>(['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public']);
const postTypes = new Set(['Note', 'Question', 'Article']);
const mostAddresses = 1000;
const earliestMs = Date.UTC(1990, 0, 1);

/** Decides about an entry; only public and unlisted things that the archive's own account says of itself come in. */
export function readArchiveItem(value: unknown, account: ArchiveAccount, nowMs: number): ArchiveItem {
  if (!isLooseObject(value)) return leftOut('malformed');
  const type = looseText(value, 'type');
  if (type !== 'Create' && type !== 'Announce') return leftOut(type === undefined ? 'malformed' : 'unknown-type');
  if (looseId(value, 'actor') !== account.id) return leftOut('not-yours');
  return type === 'Create' ? readPost(value, account, nowMs) : readBoost(value, account, nowMs);
}

function readPost(activity: LooseObject, account: ArchiveAccount, nowMs: number): ArchiveItem {
  const { object } = activity;
  if (!isLooseObject(object)) return leftOut('malformed');
  if (!postTypes.has(looseText(object, 'type') ?? '')) return leftOut('unknown-type');
  if (looseId(object, 'attributedTo') !== account.id) return leftOut('not-yours');
  const key = webId(looseText(object, 'id'));
  const atMs = dateOf(object, nowMs) ?? dateOf(activity, nowMs);
  if (key === undefined || atMs === undefined) return leftOut('malformed');
  // The more private of the two, should they differ.
  const audience = morePrivate(audienceOf(object, account), audienceOf(activity, account)) ?? 'direct';
  if (audience === 'followers-only' || audience === 'direct') return leftOut(audience);
  return { type: 'post', key, url: webId(looseText(object, 'url')) ?? key, atMs, audience, object };
}

function readBoost(activity: LooseObject, account: ArchiveAccount, nowMs: number): ArchiveItem {
  const target = objectId(looseId(activity, 'object') ?? '');
  const atMs = dateOf(activity, nowMs);
  if (target === undefined || atMs === undefined) return leftOut('malformed');
  const audience = audienceOf(activity, account) ?? 'direct';
  if (audience === 'followers-only' || audience === 'direct') return leftOut(audience);
  return { type: 'boost', target, atMs };
}

type Visibility = 'public' | 'unlisted' | 'followers-only' | 'direct';
const openness: readonly Visibility[] = ['direct', 'followers-only', 'unlisted', 'public'];

/** Undefined when the document is addressed to nobody at all, as objects inside of activities may be. */
function audienceOf(document: LooseObject, account: ArchiveAccount): Visibility | undefined {
  const to = looseList(document, 'to', mostAddresses);
  const cc = looseList(document, 'cc', mostAddresses);
  if (to.length + cc.length === 0) return undefined;
  if (to.some((address) => everybody.has(address))) return 'public';
  if (cc.some((address) => everybody.has(address))) return 'unlisted';
  const isFollowers = (address: unknown): boolean =>
    typeof address === 'string' && (address === account.followers || address.endsWith('/followers'));
  return [...to, ...cc].some(isFollowers) ? 'followers-only' : 'direct';
}

function morePrivate(left: Visibility | undefined, right: Visibility | undefined): Visibility | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return openness.indexOf(left) < openness.indexOf(right) ? left : right;
}

/** When it was written: nothing before the web, nothing from the future. */
function dateOf(document: LooseObject, nowMs: number): number | undefined {
  const ms = Date.parse(looseText(document, 'published') ?? '');
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, earliestMs), nowMs);
}

/** An https address; ids of Pollen accounts are none, since nobody but the account itself makes those. */
function webId(text: string | undefined): ObjectId | undefined {
  if (text === undefined || !text.startsWith('https://') || !isWebUrl(text)) return undefined;
  const id = objectId(text);
  return id === text ? id : undefined;
}

const leftOut = (reason: ArchiveLeftOut): ArchiveItem => ({ type: 'left-out', reason });
