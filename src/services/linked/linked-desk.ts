import type { Did, ObjectId } from '../../protocol/brand.ts';
import { parseAddress } from '../../protocol/identity/address.ts';
import { accountOf, isWebUrl } from '../../protocol/identity/ids.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { linkOf, nameOfDid, shortName } from '../addresses.ts';
import type { FollowError } from '../app-api.ts';
import { rememberAccount } from '../follow.ts';
import type { LaterParts } from '../later-parts.ts';
import { text } from '../views/members.ts';
import { groupAddresses, namesMe, personNamesMe, type AddressGroup, type OwnNames } from './linked-addresses.ts';
import { fetchRelMe } from './rel-me.ts';

/** An account elsewhere that this account says is the same person's (`alsoKnownAs`). */
export interface LinkedAccount {
  readonly id: ObjectId;
  /** `user@host`, or the address of a web page. */
  readonly label: string;
  readonly url: string;
  /** Whether the other side names this account, too: by `alsoKnownAs`, a profile row, or a rel=me link. */
  readonly state: 'looking' | 'both-ways' | 'one-way' | 'unreachable';
}

export interface LinkedDesk {
  accounts(): Promise<readonly LinkedAccount[]>;
  /** Looks whether the others name this account. */
  check(id: ObjectId): Promise<LinkedAccount>;
  /** Adds `@user@host` or an address; published with the profile. At most 16. */
  add(text: string): Promise<Result<LinkedAccount, FollowError | { readonly type: 'too-many' | 'read-only' }>>;
  remove(id: ObjectId): Promise<void>;
  /** What to paste into a profile row there, so that it names this account. */
  readonly backLink: string;
}

const mostAccounts = 16;
/** Of them and their pages; former forms of the own id need some room, too. */
const mostAddresses = 24;

type State = LinkedAccount['state'];

/** The owner's accounts elsewhere: what the published actor says about them, and what they say about it. */
export function createLinkedDesk(parts: LaterParts): LinkedDesk {
  const { store, author, remote } = parts;
  const states = new Map<string, State>();

  async function own(): Promise<OwnNames> {
    return { did: store.did, website: (await store.profile())?.website };
  }

  async function groups(): Promise<readonly AddressGroup[]> {
    const linked = (await store.profile())?.linked ?? [];
    return groupAddresses(linked, await store.people(linked.map((id) => accountOf(id) ?? (id as ObjectId))));
  }

  function view({ id, person }: AddressGroup, state: State = states.get(id) ?? 'looking'): LinkedAccount {
    const did = accountOf(id);
    if (did !== undefined) return { id, label: person?.name || shortName(did), url: linkOf(did, parts.appBase, []), state };
    const label =
      person === undefined || person.username === '' ? id.replace(/^https?:\/\//, '').replace(/\/$/, '') : person.username;
    return { id, label, url: text(person?.actor, 'url') ?? id, state };
  }

  /** Newly, when somebody who has the account answers. */
  async function readOnPollen(did: Did, via: readonly string[]): Promise<PersonRecord | undefined> {
    await rememberAccount(store, { did, name: nameOfDid(did) });
    await parts.readAccount(did, via);
    return store.person(did);
  }

  async function look(id: ObjectId): Promise<State> {
    const mine = await own();
    const did = accountOf(id);
    if (did !== undefined) {
      const person = await readOnPollen(did, []);
      if (person === undefined) return 'unreachable';
      return personNamesMe(person, mine) ? 'both-ways' : 'one-way';
    }
    const found = await remote.resolve(id, { lane: 'lookup' });
    if (found.ok && personNamesMe(found.value.person, mine)) return 'both-ways';
    const page = await fetchRelMe(parts.web, found.ok ? (text(found.value.person.actor, 'url') ?? id) : id);
    if (page?.some((address) => namesMe(address, mine)) === true) return 'both-ways';
    return found.ok || page !== undefined ? 'one-way' : 'unreachable';
  }

  /** Publishes one more account of the same person, with the page of it. */
  async function put(id: ObjectId, pages: readonly string[], person: PersonRecord | undefined): ReturnType<LinkedDesk['add']> {
    const before = await groups();
    const addresses = [id, ...pages];
    const next = [...new Set([...((await store.profile())?.linked ?? []), ...addresses])];
    const isNew = !before.some((one) => one.id === id);
    if (isNew && (before.length >= mostAccounts || next.length > mostAddresses)) return err({ type: 'too-many' });
    const said = await author.setLinked(next);
    if (!said.ok) return err({ type: 'read-only' });
    return ok(view({ id, addresses, ...(person && { person }) }, 'looking'));
  }

  return {
    accounts: async () => (await groups()).map((group) => view(group)),
    async check(id) {
      states.set(id, await look(id));
      const group = (await groups()).find((one) => one.id === id || one.addresses.includes(id));
      return view(group ?? { id, addresses: [id] }, states.get(id));
    },
    async add(wanted) {
      const name = wanted.trim();
      if (namesMe(name, await own())) return err({ type: 'yourself' });
      const address = parseAddress(name);
      if (address.ok) {
        const { did, via } = address.value;
        return put(accountId(did, 'actor'), [], await readOnPollen(did, via));
      }
      const found = await remote.resolve(name, { lane: 'lookup' });
      // A page without an account on it is one's own, too.
      if (!found.ok && !(isWebUrl(name) && name.startsWith('https://') && found.error.type !== 'gone')) {
        // A web address of an account on Pollen.
        return found.error.type === 'on-pollen' ? put(accountId(found.error.did, 'actor'), [], undefined) : err(found.error);
      }
      const person: PersonRecord | undefined = found.ok ? found.value.person : undefined;
      const id = (person?.id ?? new URL(name).href) as ObjectId;
      const page = text(person?.actor, 'url');
      return put(id, page === undefined || page === id ? [] : [page], person);
    },
    async remove(id) {
      const gone = new Set((await groups()).find((one) => one.id === id)?.addresses ?? [id]);
      const linked = (await store.profile())?.linked ?? [];
      states.delete(id);
      await author.setLinked(linked.filter((address) => !gone.has(address)));
    },
    get backLink() {
      const [gateway] = parts.settings.get().gateways.filter((origin) => origin.startsWith('https://'));
      // A gateway's page names the other account by rel=me, so that servers can verify the link.
      if (gateway !== undefined) return `${gateway}/@${nameOfDid(store.did)}/`;
      return linkOf(store.did, parts.appBase, parts.settings.get().gateways);
    },
  };
}
