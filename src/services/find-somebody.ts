import type { Did, ObjectId } from '../protocol/brand.ts';
import { parseAddress } from '../protocol/identity/address.ts';
import type { Clock } from '../protocol/ports/clock.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { isDid } from './addresses.ts';
import type { FollowError } from './app-api.ts';
import type { RemotePeople } from './fediverse/remote-people.ts';
import { follow, rememberAccount } from './follow.ts';
import type { LeaderCommands } from './leader-commands.ts';

export interface FindParts {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly leader: Pick<LeaderCommands, 'refresh'>;
  readonly remote: RemotePeople;
  /** Gateways that came with the addresses looked up in this tab. */
  readonly hints: Map<Did, readonly string[]>;
  connect(): void;
  report(error: unknown): void;
}

export interface Found {
  readonly id: Did | ObjectId;
  /** The text was the address of this post of theirs. */
  readonly post?: ObjectId;
}

export interface FindSomebody {
  /** Whom a text means, read and stored: on Pollen, or on a server. */
  lookup(text: string): Promise<Result<Found, FollowError>>;
  follow(text: string): Promise<Result<Did | ObjectId, FollowError>>;
}

/** Finds and follows people by what somebody typed or tapped, wherever they are. */
export function createFindSomebody({ store, clock, leader, remote, hints, connect, report }: FindParts): FindSomebody {
  async function lookup(text: string): Promise<Result<Found, FollowError>> {
    const address = parseAddress(text);
    if (!address.ok) return lookupRemote(text);
    const { did, via } = address.value;
    if (did === store.did) return ok({ id: did });
    if (via.length > 0) hints.set(did, via);
    connect();
    await rememberAccount(store, address.value);
    // Somebody who is known is shown at once, and read again behind it.
    const reading = leader.refresh({ did, via });
    if ((await store.person(did)) === undefined) await reading;
    else reading.catch(report);
    return ok({ id: did });
  }

  async function lookupRemote(text: string): Promise<Result<Found, FollowError>> {
    if (!mayBeRemote(text.trim())) return err({ type: 'not-an-address' });
    const found = await remote.resolve(text.trim(), { lane: 'lookup' });
    if (found.ok) {
      const { person, post } = found.value;
      if (post !== undefined) await remote.fetchPost(post);
      return ok({ id: person.id, ...(post !== undefined && { post }) });
    }
    if (found.error.type !== 'on-pollen') return err(found.error);
    // An address of the web that belongs to a key.
    const { did, via } = found.error;
    return lookup(via === '' ? did : `${did}?via=${encodeURIComponent(via)}`);
  }

  async function followSomebody(text: string): Promise<Result<Did | ObjectId, FollowError>> {
    if (parseAddress(text).ok) {
      const followed = await follow(store, text, clock.nowMs(), hints);
      if (followed.ok) connect();
      return followed;
    }
    // Whoever was looked up before is followed at once, also without a network.
    const known = await store.remote.readState(text.trim() as ObjectId);
    const found = known === undefined ? await lookupRemote(text) : ok({ id: known.id });
    if (!found.ok) return found;
    const { id } = found.value;
    if (isDid(id)) return followSomebody(id);
    await remote.follow([{ id }]);
    connect();
    return ok(id);
  }

  return { lookup, follow: followSomebody };
}

/** Names somebody on a server: `user@host` with or without a first `@` or `acct:`, or an address of the web. */
function mayBeRemote(text: string): boolean {
  return text.length <= 2048 && /^(?:https?:\/\/|(?:acct:|@)?[^\s@/]+@[^\s@/]+$)/i.test(text);
}
