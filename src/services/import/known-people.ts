import type { AcctUri, Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonTarget } from '../../protocol/import/entries.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import type { RemoteFollowRecord } from '../../protocol/ports/fediverse.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isDid } from '../addresses.ts';

/** Who stands behind addresses, as far as this device knows. */
export interface KnownPeople {
  idOf(person: PersonTarget): Did | ObjectId | undefined;
  /** How somebody is named in private collections: by id, or by address while the id is not known. */
  memberOf(person: PersonTarget): MemberId | undefined;
  /** `user@host` of somebody on a server. */
  acctOf(id: MemberId): AcctUri | undefined;
  learn(acct: AcctUri, id: ObjectId): void;
}

/** Everybody followed, read, blocked, muted or in a list; `follows` where they have been read already. */
export async function loadKnownPeople(store: AccountStore, follows?: readonly RemoteFollowRecord[]): Promise<KnownPeople> {
  const [followed, states, moderation, members] = await Promise.all([
    follows ?? store.remote.follows(),
    store.remote.readStates(),
    store.moderation(),
    store.collections.members(),
  ]);
  const ids = new Map<AcctUri, ObjectId>();
  const accts = new Map<MemberId, AcctUri>();
  const learn = (acct: AcctUri, id: ObjectId): void => {
    ids.set(acct, id);
    accts.set(id, acct);
  };
  const named = [...moderation.map(({ target }) => target), ...members.map(({ member }) => member)];
  const pages = [...new Set(named)].filter((id): id is ObjectId => id.startsWith('https://'));
  for (const person of pages.length === 0 ? [] : await store.people(pages)) {
    if (person === undefined || isDid(person.id) || !/^[^@\s]+@[^@\s]+$/.test(person.username)) continue;
    learn(`acct:${person.username.toLowerCase()}` as AcctUri, person.id);
  }
  for (const { acct, id } of [...states, ...followed]) learn(acct, id);

  function idOf(person: PersonTarget): Did | ObjectId | undefined {
    switch (person.type) {
      case 'pollen':
        return person.did;
      case 'acct':
        return ids.get(person.acct);
      case 'page':
        if (accts.has(person.url)) return person.url;
        return person.guess === undefined ? undefined : ids.get(person.guess);
      case 'local':
        return undefined;
    }
  }

  return {
    idOf,
    memberOf(person) {
      const id = idOf(person);
      if (id !== undefined || person.type === 'local' || person.type === 'pollen') return id;
      if (person.type === 'acct') return person.acct;
      // `/@user` is a page; `/users/user` and the like are ids themselves.
      return person.guess !== undefined && new URL(person.url).pathname.startsWith('/@') ? person.guess : person.url;
    },
    acctOf: (id) => (id.startsWith('acct:') ? (id as AcctUri) : accts.get(id)),
    learn,
  };
}
