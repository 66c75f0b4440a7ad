import type { Did, ObjectId } from '../../protocol/brand.ts';
import { accountOf, canonicalId, objectId } from '../../protocol/identity/ids.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { PersonView } from '../app-api.ts';
import { texts } from './members.ts';

/** The account to which this one says it has moved, and whether that one says so too. */
export async function movedTo(store: AccountStore, did: Did, said: string): Promise<PersonView['goesOnAs']> {
  const there = objectId(said);
  if (there === undefined) return undefined;
  const id: Did | ObjectId = accountOf(there) ?? there;
  if (id === did) return undefined;
  const names = texts((await store.person(id))?.actor, 'alsoKnownAs');
  const isConfirmed = names.some((name) => canonicalId(name) === accountId(did, 'actor'));
  return { id, type: isConfirmed ? 'moved' : 'says-moved' };
}
