import type { Did } from '../protocol/brand.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { parseAddress, type Address } from '../protocol/identity/address.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { nextStamp } from '../protocol/private-state/stamp.ts';
import { newSyncState } from '../protocol/reader/read-outcome.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import type { FollowError } from './app-api.ts';

/**
 * Follows the account that `text` names. It is stored at once, before anything is asked of the network: whichever tab runs the
 * network sees the new follow in the database and reads it, now or after a restart. `hints`: where accounts were looked up; the
 * gateways that the account itself names may be others, or none.
 */
export async function follow(
  store: AccountStore,
  text: string,
  nowMs: number,
  hints: ReadonlyMap<Did, readonly string[]> = new Map(),
): Promise<Result<Did, FollowError>> {
  const address = parseAddress(text);
  if (!address.ok) return err({ type: 'not-an-address' });
  const did = await whoGoesOn(store, address.value.did);
  const name = didToIpnsName(did);
  const via = [...new Set([...address.value.via, ...(hints.get(did) ?? [])])];
  if (did === store.did) return err({ type: 'yourself' });
  const known = await store.followOf(did);
  if (known !== undefined && !known.removed && via.every((origin) => known.via.includes(origin))) return ok(did);
  await rememberAccount(store, { did, name });
  await store.putFollow({
    did,
    name,
    stampMs: nextStamp(nowMs, known),
    removed: false,
    via: [...new Set([...via, ...(known?.via ?? [])])].slice(0, 8),
    coHost: known?.coHost ?? false,
  });
  await store.setHome([did], 1);
  return ok(did);
}

/** The account itself, or whoever is known to go on for it since its key was lost or stolen. */
async function whoGoesOn(store: AccountStore, did: Did): Promise<Did> {
  const successor = (await store.successions.get(did))?.accepted?.successor;
  return successor === undefined || successor === store.did ? did : whoGoesOn(store, successor);
}

/** Notes down an account of which nothing has been read yet. */
export async function rememberAccount(store: AccountStore, { did, name }: Pick<Address, 'did' | 'name'>): Promise<void> {
  if ((await store.syncState(did)) === undefined) await store.putSyncState(newSyncState(did, name));
}
