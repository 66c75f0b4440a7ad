import type { AccountLookUp } from '../../protocol/ports/network.ts';
import { findAccounts } from './account-chain.ts';
import { servingGateway } from './serving-gateway.ts';

/** A restore by file does not wait longer for gateways that may know of a successor, ms: it works offline, too. */
const patienceMs = 4_000;

/** Asks the gateways of a backup, and the one that serves the app, for the newest account of a root secret. */
export function newestAmong(
  platform: { readonly isGateway: (origin: string) => Promise<boolean>; readonly lookUpAccounts: AccountLookUp },
  { appBase }: { readonly appBase: string },
): (root: Uint8Array, gateways: readonly string[]) => Promise<number | undefined> {
  return async (root, gateways) => {
    const own = await servingGateway(appBase, platform.isGateway);
    const origins = [...new Set([...own, ...gateways])].slice(0, 8);
    return (await findAccounts(root, platform.lookUpAccounts, origins, AbortSignal.timeout(patienceMs))).newest;
  };
}
