import type { Did } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { Reader } from '../read/reader.ts';

const mostRemembered = 500;

/**
 * Signed actors of Pollen accounts: as this device knows them, else asked for once in a session. Servers name accounts as they like:
 * nobody makes this device look for the same one again and again.
 */
export function createActorLookup(
  store: AccountStore,
  reader: Pick<Reader, 'refresh'>,
): (did: Did) => Promise<JsonObject | undefined> {
  const asked = new Set<Did>();
  return async (did) => {
    const known = await store.person(did);
    if (known !== undefined || did === store.did) return known?.actor;
    if (asked.has(did) || asked.size >= mostRemembered) return undefined;
    asked.add(did);
    await reader.refresh(did);
    return (await store.person(did))?.actor;
  };
}
