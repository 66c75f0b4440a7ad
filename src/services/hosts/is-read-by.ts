import type { AccountStore } from '../../protocol/ports/store.ts';
import { loadHosts } from './host-memory.ts';

/**
 * Whether the server at `host` (with a port where it has one) is known to read this account: it announced itself, and answered when it
 * was last asked. What it shows to whom remains its own business.
 */
export async function isReadBy(store: AccountStore, host: string): Promise<boolean> {
  const memories = await loadHosts(store);
  return ['https', 'http'].some((scheme) => memories.get(`${scheme}://${host.toLowerCase()}`)?.failures === 0);
}
