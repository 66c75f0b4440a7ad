import type { Did } from '../brand.ts';
import { parseOrigin } from '../identity/address.ts';
import { parseDid } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import type { AcceptedSuccession, SuccessionRecord } from '../ports/succession.ts';
import { digestOfKey } from './check-succession.ts';

/** Origins of an account at which statements are asked for. */
export const maximumBases = 8;

/**
 * What verified actors of an account add to what is remembered: a pin where there was none (of several actors the one with the earliest
 * `updated`), and the origins that they name. `before` itself when they add nothing.
 */
export function withActors(
  before: SuccessionRecord | undefined,
  did: Did,
  actors: readonly JsonObject[],
): SuccessionRecord | undefined {
  const ordered = actors.toSorted((left, right) => (textOf(left, 'updated') < textOf(right, 'updated') ? -1 : 1));
  const pin = before?.pin ?? ordered.map((actor) => actor['nextKeyDigest']).find((digest) => typeof digest === 'string');
  const known = before?.bases ?? [];
  const bases = [...new Set([...known, ...ordered.flatMap(originsOf)])].slice(0, maximumBases);
  if (before !== undefined && pin === before.pin && bases.length === known.length) return before;
  if (pin === undefined && bases.length === 0) return before;
  return { ...before, did, bases, ...(pin !== undefined && { pin }) };
}

/** The record with a statement that was checked; `before` itself when another one counts more, or the pin does not name its key. */
export function withSuccession(before: SuccessionRecord, next: AcceptedSuccession): SuccessionRecord {
  if (before.pin === undefined || digestOfKey(next.successor) !== before.pin) return before;
  const { accepted } = before;
  if (accepted !== undefined && endOf(next) >= endOf(accepted)) return before;
  return { ...before, accepted: { ...next, acceptedAtMs: accepted?.acceptedAtMs ?? next.acceptedAtMs } };
}

/** Whether what the old key signed is left standing: an object of this version, or another activity of this date. */
export const countsStill = (accepted: Pick<AcceptedSuccession, 'endMs'>, versionMs: number): boolean =>
  versionMs < endOf(accepted);

const endOf = ({ endMs }: { readonly endMs?: number }): number => endMs ?? Number.POSITIVE_INFINITY;

const textOf = (actor: JsonObject, member: string): string => {
  const value = actor[member];
  return typeof value === 'string' ? value : '';
};

function originsOf(actor: JsonObject): string[] {
  const { gateways } = actor;
  if (!Array.isArray(gateways)) return [];
  return gateways.flatMap((gateway) => (typeof gateway === 'string' ? (parseOrigin(gateway) ?? []) : []));
}

/** Path below an origin, and in the account's base: where hosts keep the statement (bridge-spec section 7.5). */
export const successionPath = (did: Did): string => `/.well-known/apgateway/${did}/successor.jsonld`;

export const successionKeyPrefix = '/pollen/successor/';

/** Key of the libp2p fetch protocol under which peers hand the statement on. */
export const successionKey = (did: Did): string => successionKeyPrefix + did;

/** The account of such a key; undefined for every other key. */
export const didOfSuccessionKey = (key: string): Did | undefined =>
  key.startsWith(successionKeyPrefix) ? parseDid(key.slice(successionKeyPrefix.length)) : undefined;

/** `Link` header of a host that keeps a statement. */
export const successionLink = (did: Did): string => `<${successionPath(did)}>; rel="successor-version"`;
