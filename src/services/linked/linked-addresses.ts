import type { Did, ObjectId } from '../../protocol/brand.ts';
import { parseAddress } from '../../protocol/identity/address.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { RichNode } from '../../protocol/rich-text.ts';
import { objects, text, texts } from '../views/members.ts';

/** How one's own account may be named elsewhere. */
export interface OwnNames {
  readonly did: Did;
  /** Own web origin, if there is one. */
  readonly website?: string | undefined;
}

/** Whether an address elsewhere means this account: any form of its key, or its own website. */
export function namesMe(address: string, { did, website }: OwnNames): boolean {
  const parsed = parseAddress(address);
  if (parsed.ok) return parsed.value.did === did;
  return website !== undefined && URL.canParse(address) && new URL(address).origin === website;
}

/** Whether somebody's profile elsewhere names this account: in `alsoKnownAs`, or in a row or the text of the profile. */
export function personNamesMe(person: PersonRecord, own: OwnNames): boolean {
  const rows = objects(person.actor, 'attachment').flatMap(({ value }) =>
    Array.isArray(value) ? (value as readonly unknown[]) : [],
  );
  const said = [...person.summary, ...(rows as readonly RichNode[])].flatMap(addressesIn);
  return [...texts(person.actor, 'alsoKnownAs'), ...said].some((address) => namesMe(address, own));
}

/** Addresses of links, and words that may be one. */
function addressesIn(node: RichNode): string[] {
  if (typeof node === 'string') return node.split(/\s+/).slice(0, 500);
  return [...(node.href === undefined ? [] : [node.href]), ...(node.children ?? []).flatMap(addressesIn)];
}

/** An account elsewhere, and all addresses of it that are published. */
export interface AddressGroup {
  readonly id: ObjectId;
  readonly addresses: readonly string[];
  readonly person?: PersonRecord;
}

/** Puts the page of somebody to their id, where this device knows that they belong together. */
export function groupAddresses(linked: readonly string[], known: readonly (PersonRecord | undefined)[]): readonly AddressGroup[] {
  const pages = new Map(
    known.flatMap((person) => {
      const page = text(person?.actor, 'url');
      return page === undefined || page === person?.id || !linked.includes(page) ? [] : [[page, person?.id] as const];
    }),
  );
  return linked.flatMap((address, place) => {
    if (pages.has(address)) return [];
    const person = known[place];
    const page = [...pages].find(([, id]) => id === address)?.[0];
    return [{ id: address as ObjectId, addresses: page === undefined ? [address] : [address, page], ...(person && { person }) }];
  });
}
