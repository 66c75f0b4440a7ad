import type { Did } from '../../protocol/brand.ts';
import { pollenClaims } from '../../protocol/fediverse/pollen-claims.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import { text, texts } from '../views/members.ts';

/** Accounts that one person may claim and that are looked at. */
const mostClaims = 3;

/**
 * The Pollen account of somebody on a server, when both name each other: the server's profile a Pollen address, the signed Pollen actor
 * the profile (`alsoKnownAs`: its id or its page). What only one of them says is not believed. `actorOf` gives the signed actor as this
 * device knows it, or can get it.
 */
export async function pollenTwin(
  person: PersonRecord,
  actorOf: (did: Did) => Promise<JsonObject | undefined>,
): Promise<Did | undefined> {
  for (const did of pollenClaims(person).slice(0, mostClaims)) {
    const actor = await actorOf(did);
    if (actor !== undefined && namesPerson(actor, person)) return did;
  }
  return undefined;
}

/** Whether a Pollen actor says that this person is the same. */
export function namesPerson(actor: JsonObject, person: Pick<PersonRecord, 'id' | 'actor'>): boolean {
  const names = new Set([person.id, text(person.actor, 'url')].flatMap((name) => (name === undefined ? [] : [comparable(name)])));
  return texts(actor, 'alsoKnownAs').some((name) => names.has(comparable(name)));
}

/** A slash at the end and the case of the host make no other address. */
function comparable(address: string): string {
  return URL.canParse(address) ? new URL(address).href.replace(/\/$/, '') : address;
}
