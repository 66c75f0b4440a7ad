import { parseAcct } from '../../protocol/fediverse/acct.ts';
import { addressFile } from '../../protocol/fediverse/address-file.ts';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { isDid, linkOf } from '../addresses.ts';
import type { LaterParts } from '../later-parts.ts';
import { askDomain, confirmAddress, type DomainAnswer } from './address-checks.ts';

export type AddressProblem =
  | { readonly type: 'not-an-address' | 'read-only' }
  | Exclude<DomainAnswer, { readonly type: 'given' }>;

/** The file that a domain has to serve. */
export interface AddressFile {
  /** `user@host`. */
  readonly address: string;
  readonly url: string;
  readonly text: string;
}

/** A readable address, `@me@example.org`, on a domain of one's own: a static file there and the signed actor name each other. */
export interface AddressDesk {
  /** The published address; absent: none. */
  own(): Promise<string | undefined>;
  /** What to put where, for an address as a person writes it; undefined when it is none. */
  file(text: string): AddressFile | undefined;
  /** What the domain of the own address says now; undefined without one. */
  check(): Promise<DomainAnswer | undefined>;
  /** Asks the domain, and publishes the address with the profile when it is given. */
  use(text: string): Promise<Result<{ readonly throughGateway: boolean }, AddressProblem>>;
  remove(): Promise<Result<void, { readonly type: 'read-only' }>>;
  /** Looks whether somebody's address holds, when that was not done for a week. Nothing is asked of people on servers. */
  confirm(id: Did | ObjectId): Promise<void>;
}

export function createAddressDesk(parts: LaterParts): AddressDesk {
  const { store, author, appBase } = parts;
  const own = async (): Promise<string | undefined> => (await store.profile())?.address;

  async function publish(address: string | undefined): Promise<Result<void, { readonly type: 'read-only' }>> {
    return (await author.setAddress(address)).ok ? ok(undefined) : err({ type: 'read-only' });
  }

  return {
    own,
    file(text) {
      const acct = parseAcct(text.trim(), appBase);
      if (acct === undefined) return undefined;
      const page = linkOf(store.did, appBase, parts.settings.get().gateways);
      return {
        address: acct.label,
        url: `${acct.origin}/.well-known/webfinger`,
        text: addressFile(acct, store.did, page.startsWith('https://') ? page : undefined),
      };
    },
    async check() {
      const address = await own();
      return address === undefined ? undefined : askDomain(parts, address, store.did, 'lookup');
    },
    async use(text) {
      const acct = parseAcct(text.trim(), appBase);
      if (acct === undefined) return err({ type: 'not-an-address' });
      const answer = await askDomain(parts, acct.label, store.did, 'lookup');
      if (answer.type !== 'given') return err(answer);
      const published = await publish(acct.label);
      return published.ok ? ok({ throughGateway: answer.throughGateway }) : published;
    },
    remove: () => publish(undefined),
    async confirm(id) {
      if (isDid(id) && id !== store.did && parts.settings.get().remoteReading) await confirmAddress(parts, id);
    },
  };
}
