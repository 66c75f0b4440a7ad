import type { Libp2p } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import type { Did, IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { successionByteLimit } from '../../protocol/succession/check-succession.ts';
import { didOfSuccessionKey, successionKey, successionKeyPrefix } from '../../protocol/succession/succession-state.ts';
import type { PollenServices } from '../p2p/node.ts';

export type StatementLookUp = (account: Did) => Promise<Uint8Array | undefined>;

/** Statements of succession over the libp2p fetch protocol (bridge-spec section 7.5). */
export interface PeerStatements {
  /** What connected peers that watch the account have; unchecked, at most 8 of 16 KiB. */
  ask(account: Did, signal: AbortSignal): Promise<Uint8Array[]>;
  stop(): void;
}

const mostAsked = 8;

export function servePeerStatements(
  libp2p: Libp2p<PollenServices>,
  lookUp: StatementLookUp,
  watching: (name: IpnsName) => readonly string[],
): PeerStatements {
  const { fetch } = libp2p.services;
  const answer = async (key: Uint8Array): Promise<Uint8Array | undefined> => {
    const account = didOfSuccessionKey(new TextDecoder().decode(key));
    return account === undefined ? undefined : lookUp(account);
  };
  fetch.registerLookupFunction(successionKeyPrefix, answer);
  return {
    async ask(account, signal) {
      const key = new TextEncoder().encode(successionKey(account));
      const asked = watching(didToIpnsName(account))
        .slice(0, mostAsked)
        .map((peer) => fetch.fetch(peerIdFromString(peer), key, { signal }).catch(() => undefined));
      const found = await Promise.all(asked);
      return found.filter((statement) => statement !== undefined && statement.length <= successionByteLimit) as Uint8Array[];
    },
    stop: () => fetch.unregisterLookupFunction(successionKeyPrefix, answer),
  };
}
