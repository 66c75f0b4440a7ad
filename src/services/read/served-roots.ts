import type { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import type { Network } from '../../protocol/ports/network.ts';

interface ServedOptions {
  readonly via: readonly string[];
  readonly signal: AbortSignal | undefined;
  /** The root of the head: whoever serves it was asked for it already. */
  readonly except: CID;
}

/**
 * Roots of the trees that gateways have completely and serve for an account, each once: older than its head's where nobody could bring
 * them that one. No record of the owner's names these trees, only their signed documents can be believed.
 */
export async function* servedRoots(
  network: Pick<Network, 'sources'>,
  name: IpnsName,
  { via, signal, except }: ServedOptions,
): AsyncGenerator<CID> {
  const seen = new Set([except.toString()]);
  for await (const source of network.sources(name, { via, signal })) {
    const root = await source.servedRoot?.(name, { signal });
    if (root === undefined || seen.has(root.toString())) continue;
    seen.add(root.toString());
    yield root;
  }
}
