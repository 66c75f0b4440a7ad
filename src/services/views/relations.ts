import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import type { FollowOptions, RemoteFollowRecord } from '../../protocol/ports/fediverse.ts';
import type { FollowRecord } from '../../protocol/ports/records.ts';
import type { FilterRecord } from '../../protocol/ports/filters.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { Sift } from '../filters/compile-filters.ts';
import { confirmedAddresses } from './confirmed-addresses.ts';

/** How the owner of this device stands to others: what every view and filter asks. */
export interface Relations {
  readonly me: Did;
  /** Without removed ones. */
  readonly follows: ReadonlyMap<Did, FollowRecord>;
  /** People on servers, without removed ones. */
  readonly remoteFollows: ReadonlyMap<ObjectId, RemoteFollowRecord>;
  /** Their addresses. */
  readonly accts: ReadonlySet<string>;
  readonly blocked: ReadonlySet<MemberId>;
  readonly muted: ReadonlySet<MemberId>;
  /** Of the muted ones: those whose notifications are shown all the same. */
  readonly heard: ReadonlySet<MemberId>;
  /** What filters make of a post; undefined without filters. */
  readonly sift?: Sift;
  /** Readable addresses that both sides name. */
  readonly confirmed: ReadonlyMap<Did, string>;
}

export interface RelationsCache {
  get(): Promise<Relations>;
  close(): void;
}

/**
 * Reads follows, moderation, filters and confirmed addresses once, and each again only after it changed, in whichever tab, or when a mute
 * or filter has come to its end.
 */
export function createRelationsCache(store: AccountStore, nowMs: () => number = Date.now): RelationsCache {
  let people: Promise<People> | undefined;
  let chosen: Promise<Chosen> | undefined;
  let both: Promise<Relations> | undefined;
  let untilMs = Number.POSITIVE_INFINITY;
  const close = store.onChange((topics) => {
    if (topics.has('follows') || topics.has('moderation')) people = both = undefined;
    // Filters are kept among the settings.
    if (topics.has('settings')) chosen = both = undefined;
  });
  async function join(one: Promise<People>, other: Promise<Chosen>): Promise<Relations> {
    const [relations, settings] = await Promise.all([one, other]);
    untilMs = Math.min(relations.untilMs, settings.untilMs);
    return { ...relations, ...settings };
  }
  return {
    get() {
      if (nowMs() >= untilMs) {
        people = chosen = both = undefined;
        untilMs = Number.POSITIVE_INFINITY;
      }
      people ??= loadPeople(store, nowMs());
      chosen ??= loadChosen(store, nowMs());
      const current = both ?? join(people, chosen);
      both = current;
      current.catch(() => {
        if (both === current) people = chosen = both = undefined;
      });
      return current;
    },
    close,
  };
}

/** `untilMs`: when a part of it ends by itself. */
type Chosen = Pick<Relations, 'confirmed' | 'sift'> & { readonly untilMs: number };
type People = Omit<Relations, 'confirmed' | 'sift'> & { readonly untilMs: number };

async function loadChosen(store: AccountStore, nowMs: number): Promise<Chosen> {
  const [confirmed, filters = []] = await Promise.all([
    confirmedAddresses(store),
    store.setting<readonly FilterRecord[]>('filters'),
  ]);
  const untilMs = firstEnd(filters, nowMs);
  if (filters.length === 0) return { confirmed, untilMs };
  return { confirmed, untilMs, sift: (await import('../filters/compile-filters.ts')).compileFilters(filters, nowMs) };
}

async function loadPeople(store: AccountStore, nowMs: number): Promise<People> {
  const [follows, remoteFollows, moderation] = await Promise.all([store.follows(), store.remote.follows(), store.moderation()]);
  const remote = remoteFollows.filter((follow) => !follow.removed);
  const active = moderation.filter(({ removed, untilMs = Number.POSITIVE_INFINITY }) => !removed && untilMs > nowMs);
  const mutes = active.filter((entry) => entry.kind === 'mute');
  return {
    untilMs: firstEnd(active, nowMs),
    me: store.did,
    follows: new Map(follows.filter((follow) => !follow.removed).map((follow) => [follow.did, follow])),
    remoteFollows: new Map(remote.map((follow) => [follow.id, follow])),
    accts: new Set(remote.map(({ acct }) => acct)),
    blocked: new Set(active.filter((entry) => entry.kind === 'block').map((entry) => entry.target)),
    muted: new Set(mutes.map((entry) => entry.target)),
    heard: new Set(mutes.filter((entry) => entry.hidesNotifications === false).map((entry) => entry.target)),
  };
}

function firstEnd(all: readonly { readonly untilMs?: number }[], nowMs: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { untilMs } of all) if (untilMs !== undefined && untilMs > nowMs) first = Math.min(first, untilMs);
  return first;
}

type Target = Did | ObjectId;

/**
 * True when nothing of `id` may be shown in timelines and threads. `username`, where it is known, is `user@host` of people on servers:
 * blocks may name them by it, or their whole host.
 */
export function isHidden({ blocked, muted }: Relations, id: Target, username = ''): boolean {
  const names = namesOf(id, username);
  return names.some((name) => blocked.has(name) || muted.has(name));
}

export const isBlocked = ({ blocked }: Relations, id: Target, username = ''): boolean =>
  namesOf(id, username).some((name) => blocked.has(name));

/** What may stand in a block: the id, `https://host`, `acct:user@host`. */
function namesOf(id: Target, username: string): MemberId[] {
  const host = username.split('@')[1];
  const names = [id, id.split('/', 3).join('/'), ...(host ? [`acct:${username.toLowerCase()}`, `https://${host}`] : [])];
  return names as MemberId[];
}

/** What the follow of `id` says one wants of them. */
export const optionsOf = ({ follows, remoteFollows }: Relations, id: Target): FollowOptions | undefined =>
  (follows.get(id as Did) ?? remoteFollows.get(id as ObjectId))?.options;
