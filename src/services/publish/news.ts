import type { Rkey } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Network } from '../../protocol/ports/network.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { serialize } from '../../protocol/proof/proof.ts';

/** More at once is no news but a restore or an import, and comes with the tree. */
const mostAtOnce = 4;
/** As many are read as it takes to see that there are too many, beside those that were told and wait for their tree. */
export const mostNews = 100;

/**
 * Tells the followers who are connected directly of activities that are due, before the tree is built: what is due can no longer be
 * taken back. Each once; who misses it gets it with the tree.
 */
export function createNewsTeller(store: AccountStore, network: Pick<Network, 'tell'>): (due: readonly OutboxRecord[]) => void {
  const name = didToIpnsName(store.did);
  const told = new Set<Rkey>();

  return (due) => {
    const fresh = due.filter(({ rkey }) => !told.has(rkey));
    if (fresh.length > mostAtOnce) return;
    for (const { rkey, activity } of fresh) {
      told.add(rkey);
      network.tell(name, serialize(activity));
    }
    for (const rkey of told) if (told.size > 100) told.delete(rkey);
  };
}
