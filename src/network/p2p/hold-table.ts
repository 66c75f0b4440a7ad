import type { IpnsName } from '../../protocol/brand.ts';
import { holdLimits, type HoldStatement } from '../hold-protocol.ts';

/** Which connected peers said that they hold which accounts. Peer ids as text. */
export interface HoldTable {
  apply(peer: string, statement: HoldStatement): void;
  forget(peer: string): void;
  /** Newest statement last. */
  peersHolding(name: IpnsName): string[];
  heldBy(peer: string): IpnsName[];
}

export function createHoldTable(): HoldTable {
  const byPeer = new Map<string, Set<IpnsName>>();
  const byName = new Map<IpnsName, Set<string>>();

  const drop = (peer: string, name: IpnsName): void => {
    byPeer.get(peer)?.delete(name);
    const peers = byName.get(name);
    peers?.delete(peer);
    if (peers?.size === 0) byName.delete(name);
  };
  const add = (peer: string, name: IpnsName): void => {
    const names = byPeer.get(peer) ?? new Set();
    if (names.has(name) || names.size >= holdLimits.namesPerPeer) return;
    const peers = byName.get(name) ?? new Set();
    if (peers.size >= holdLimits.peersPerName) return;
    byPeer.set(peer, names.add(name));
    byName.set(name, peers.add(peer));
  };

  return {
    apply(peer, statement) {
      for (const name of statement.remove) drop(peer, name);
      for (const name of statement.add) add(peer, name);
    },
    forget(peer) {
      for (const name of byPeer.get(peer) ?? []) drop(peer, name);
      byPeer.delete(peer);
    },
    peersHolding: (name) => [...(byName.get(name) ?? [])],
    heldBy: (peer) => [...(byPeer.get(peer) ?? [])],
  };
}
