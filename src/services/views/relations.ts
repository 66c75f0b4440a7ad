import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import type { RemoteFollowRecord } from '../../protocol/ports/fediverse.ts';
import type { FollowRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';

/** How the owner of this device stands to others: what every view and filter asks. */
export interface Relations {
  readonly me: Did;
  /** Without removed ones. */
  readonly follows: ReadonlyMap<Did, FollowRecord>;
  /** People on servers, without removed ones. */
  readonly remoteFollows: ReadonlyMap<ObjectId, RemoteFollowRecord>;
  readonly blocked: ReadonlySet<MemberId>;
  readonly muted: ReadonlySet<MemberId>;
}

export interface RelationsCache {
  get(): Promise<Relations>;
  close(): void;
}

/** Reads follows and moderation once and again only after they changed, in whichever tab. */
export function createRelationsCache(store: AccountStore): RelationsCache {
  let cached: Promise<Relations> | undefined;
  const close = store.onChange((topics) => {
    if (topics.has('follows') || topics.has('moderation')) cached = undefined;
  });
  return {
    get() {
      const current = cached ?? load(store);
      cached = current;
      current.catch(() => {
        if (cached === current) cached = undefined;
      });
      return current;
    },
    close,
  };
}

async function load(store: AccountStore): Promise<Relations> {
  const [follows, remoteFollows, moderation] = await Promise.all([store.follows(), store.remote.follows(), store.moderation()]);
  const active = moderation.filter((entry) => !entry.removed);
  return {
    me: store.did,
    follows: new Map(follows.filter((follow) => !follow.removed).map((follow) => [follow.did, follow])),
    remoteFollows: new Map(remoteFollows.filter((follow) => !follow.removed).map((follow) => [follow.id, follow])),
    blocked: new Set(active.filter((entry) => entry.kind === 'block').map((entry) => entry.target)),
    muted: new Set(active.filter((entry) => entry.kind === 'mute').map((entry) => entry.target)),
  };
}

/** True when nothing of `id` may be shown in timelines, threads and notifications. */
export function isHidden(relations: Relations, id: Did | ObjectId): boolean {
  return relations.blocked.has(id) || relations.muted.has(id) || relations.blocked.has(hostOf(id));
}

/** `https://host` of an https id, under which a whole host is blocked; a Did stays what it is. */
const hostOf = (id: Did | ObjectId): ObjectId => id.split('/', 3).join('/') as ObjectId;
