import type { Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountSeed, successorRoot } from '../../protocol/identity/secrets.ts';
import type { AccountLookUp } from '../../protocol/ports/network.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';

/** How many successors are looked for. */
export const mostSuccessors = 8;

/** The root secret after so many successions; the same for none. The caller wipes it. */
export function rootAfter(root: Uint8Array, generation: number): Uint8Array {
  if (generation > mostSuccessors) throw new RangeError('there are not so many successors');
  let current = root.slice();
  for (let index = 0; index < generation; index += 1) {
    const next = successorRoot(current);
    current.fill(0);
    current = next;
  }
  return current;
}

/** After how many successions the account `did` comes from this root secret; undefined: it does not. */
export function generationOf(root: Uint8Array, did: Did): number | undefined {
  const generations = Array.from({ length: mostSuccessors + 1 }, (_, generation) => generation);
  return generations.find((generation) => didAfter(root, generation) === did);
}

function didAfter(root: Uint8Array, generation: number): Did {
  const own = rootAfter(root, generation);
  const seed = accountSeed(own);
  const did = seedToDid(seed);
  own.fill(0);
  seed.fill(0);
  return did;
}

export interface FoundAccounts {
  /** Of the first account, whether or not it was found. */
  readonly did: Did;
  /** The newest account of the chain that somebody has; 0 is the first, undefined: none was found. */
  readonly newest?: number;
  /** Origins of gateways that answered. */
  readonly answered: readonly string[];
}

/**
 * Asks gateways which accounts of a root secret there are: the key may have been taken back since the words were written down. Only names
 * leave this device.
 */
export async function findAccounts(
  root: Uint8Array,
  lookUp: AccountLookUp,
  gateways: readonly string[],
  signal: AbortSignal,
): Promise<FoundAccounts> {
  const dids = Array.from({ length: mostSuccessors + 1 }, (_, generation) => didAfter(root, generation));
  const names = dids.map(didToIpnsName);
  const { found, answered } = await lookUp(names, gateways, { signal });
  const newest = names.findLastIndex((name) => found.has(name));
  const [did] = dids;
  if (did === undefined) throw new Error('a chain has a first account');
  return { did, answered, ...(newest < 0 ? {} : { newest }) };
}
