import type { Did, ObjectId } from '../../protocol/brand.ts';
import { accountOf, canonicalId, objectId } from '../../protocol/identity/ids.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { chainFrom } from '../../protocol/succession/succession-state.ts';
import type { PersonView } from '../app-api.ts';
import { text, texts } from './members.ts';

/** Which account goes on for this one: a successor beats whatever the account itself says (bridge-spec sections 6.5 and 8.5). */
export async function goesOn(store: AccountStore, did: Did, person: PersonRecord | undefined): Promise<PersonView['goesOnAs']> {
  const records = await store.successions.all();
  const successors = new Map(records.map((record) => [record.did, record.accepted?.successor]));
  const last = chainFrom(did, (each) => successors.get(each)).at(-1);
  if (last !== undefined && last !== did) return { id: last, type: 'successor' };
  const movedTo = objectId(text(person?.actor, 'movedTo') ?? '');
  if (movedTo === undefined) return undefined;
  const id: Did | ObjectId = accountOf(movedTo) ?? movedTo;
  if (id === did) return undefined;
  const names = texts((await store.person(id))?.actor, 'alsoKnownAs');
  const isConfirmed = names.some((name) => canonicalId(name) === accountId(did, 'actor'));
  return { id, type: isConfirmed ? 'moved' : 'says-moved' };
}
