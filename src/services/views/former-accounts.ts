import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { SuccessionRecord } from '../../protocol/ports/succession.ts';
import { maximumChain } from '../../protocol/succession/chain.ts';
import { isDid } from '../addresses.ts';
import { ownPerson } from './own-person.ts';

/**
 * Whoever goes on for an account lends it name and picture: it is the same person, and what the old key last said of itself may have
 * been somebody else's word. Undefined for accounts that nobody goes on for, and while nothing is known of who does.
 */
export async function whoGoesOn(store: AccountStore, account: Did): Promise<PersonRecord | undefined> {
  let found: PersonRecord | undefined;
  let did = account;
  for (let step = 0; step < maximumChain; step += 1) {
    const successor = (await store.successions.get(did))?.accepted?.successor;
    if (successor === undefined) break;
    const profile = successor === store.did ? await store.profile() : undefined;
    const person = await store.person(successor);
    found = (profile && ownPerson(successor, profile, person)) ?? person ?? found;
    did = successor;
  }
  return found;
}

/** Accounts that somebody goes on for: what they wrote before is the same person's, and stands on one page with what came after. */
export function formerAccounts(records: readonly SuccessionRecord[], id: Did | ObjectId): Did[] {
  if (!isDid(id)) return [];
  const before = new Map<Did, Did[]>();
  for (const { did, accepted } of records)
    if (accepted !== undefined) before.set(accepted.successor, [...(before.get(accepted.successor) ?? []), did]);
  const found = new Set<Did>();
  for (let step = 0, last: Did[] = [id]; step < maximumChain && last.length > 0; step += 1) {
    last = last.flatMap((did) => before.get(did) ?? []).filter((did) => did !== id && !found.has(did));
    for (const did of last) found.add(did);
  }
  return [...found].slice(0, maximumChain);
}
