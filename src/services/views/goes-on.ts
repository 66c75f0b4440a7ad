import type { Did } from '../../protocol/brand.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { chainFrom } from '../../protocol/succession/chain.ts';
import type { PersonView } from '../app-api.ts';
import { text } from './members.ts';

/** Which account goes on for this one: a successor beats whatever the account itself says (bridge-spec sections 6.5 and 8.5). */
export async function goesOn(store: AccountStore, did: Did, person: PersonRecord | undefined): Promise<PersonView['goesOnAs']> {
  const records = await store.successions.all();
  const successors = new Map(records.map((record) => [record.did, record.accepted?.successor]));
  const last = chainFrom(did, (each) => successors.get(each)).at(-1);
  if (last !== undefined && last !== did) return { id: last, type: 'successor' };
  const said = text(person?.actor, 'movedTo');
  // Few do, and ids cost more than all that is shown of a person.
  return said === undefined ? undefined : (await import('./moved-to.ts')).movedTo(store, did, said);
}
