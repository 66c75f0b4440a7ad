import type { Did, ObjectId } from '../../protocol/brand.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import { originOfId } from '../../protocol/identity/written-id.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isDid } from '../addresses.ts';
import { text } from '../views/members.ts';

/**
 * How one's own documents name a post (bridge-spec section 2.6): an own one as it was written; somebody else's as they wrote it when
 * both accounts have web addresses, so that servers which know no other ids can follow; else by its canonical id.
 */
export async function writtenReference(store: AccountStore, id: ObjectId): Promise<string> {
  const post = await store.post(id);
  const written = text(post?.object, 'id');
  if (post === undefined || written === undefined || canonicalId(written) !== id) return id;
  return post.author === store.did || (await areBothOnTheWeb(store, written)) ? written : id;
}

/** How one's own documents name somebody else: see `writtenReference`. Oneself stays as given. */
export async function writtenPerson(store: AccountStore, person: Did | ObjectId): Promise<Did | ObjectId> {
  if (person === store.did || !isDid(person)) return person;
  const actor: JsonObject | undefined = (await store.person(person))?.actor;
  const written = text(actor, 'id');
  return written !== undefined && (await areBothOnTheWeb(store, written)) ? (written as ObjectId) : person;
}

async function areBothOnTheWeb(store: AccountStore, written: string): Promise<boolean> {
  if (originOfId(written)?.startsWith('https:') !== true) return false;
  return (await store.profile())?.website !== undefined;
}
