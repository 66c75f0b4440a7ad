import type { Connection, PeerId } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import type { IpnsName } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Source } from '../../protocol/ports/network.ts';
import type { PairingChannel, PairingDoor } from '../../protocol/ports/pairing.ts';
import type { GatewayList } from '../gateways/gateway-list.ts';
import type { Provider } from '../gateways/routing-client.ts';
import type { LetterReach } from '../letters/deliver-letter.ts';
import { type LetterTaker, sendLetter, serveLetters } from '../letters/letter-service.ts';
import { createLimiter } from '../limiter.ts';
import { openPairingDoor } from '../pairing/pairing-service.ts';
import { createDeviceMemory, type DeviceMemory } from '../sources/device-memory.ts';
import { createPeerSource } from '../sources/peer-source.ts';
import { createSyncClient } from '../sync/client.ts';
import { type PeerStatements, servePeerStatements, type StatementLookUp } from '../successions/peer-statements.ts';
import { serveSync } from '../sync/server.ts';
import { type GatewayLinks, startGatewayLinks } from './gateway-links.ts';
import { type GossipHeads, type GossipHeadsOptions, startGossipHeads } from './gossip-heads.ts';
import { type HoldService, startHoldService } from './hold-service.ts';
import { askHolders, HOLDERS_PROTOCOL, serveHolders } from './holders-service.ts';
import type { P2pNode } from './node.ts';
import { forgetGoneRelays } from './relay-candidates.ts';

/** The peer-to-peer part of a network, running on a started node. */
export interface PeerLayer extends LetterReach {
  readonly node: P2pNode;
  readonly gossip: GossipHeads;
  readonly hold: HoldService;
  readonly links: GatewayLinks;
  readonly statements: PeerStatements;
  /** Ids of peers that follow the account's topic, gateways not counted. */
  watching(name: IpnsName): string[];
  /** Other devices that hold or watch the account, gateways not counted. */
  holders(name: IpnsName): number;
  openPairing(take: (channel: PairingChannel) => void): Promise<PairingDoor>;
  stop(): Promise<void>;
}

export interface PeerLayerOptions extends Pick<GossipHeadsOptions, 'heads' | 'take' | 'onSubscriber'> {
  readonly blocks: BlockStore;
  readonly gateways: GatewayList;
  readonly takeLetter: LetterTaker;
  /** The statement of succession that this device has accepted for an account. */
  readonly statement: StatementLookUp;
  readonly memory?: DeviceMemory;
}

const dialsAtOnce = 3;
const dialMs = 8_000;
const mostPeersAsked = 8;

export const isDirect = (connection: Connection): boolean => connection.limits === undefined;

export async function startPeerLayer(node: P2pNode, options: PeerLayerOptions): Promise<PeerLayer> {
  const { libp2p } = node;
  const { gateways, memory = createDeviceMemory() } = options;
  const dials = createLimiter(dialsAtOnce);
  const relays = await forgetGoneRelays(libp2p);
  const hold = await startHoldService(libp2p);
  await serveHolders(libp2p, hold.table.peersHolding);
  await serveSync(libp2p, options.blocks);
  await serveLetters(libp2p, options.takeLetter);
  const statements = servePeerStatements(libp2p, options.statement, (name) => watching(name));
  const sync = createSyncClient(libp2p);
  const links = startGatewayLinks(libp2p, gateways, dials);
  const onSubscriber = (name: IpnsName, peer: PeerId): void => {
    if (!links.isGateway(peer.toString())) options.onSubscriber(name, peer);
  };
  const gossip = startGossipHeads(libp2p, {
    heads: options.heads,
    take: options.take,
    isHeld: hold.isHeld,
    isGateway: links.isGateway,
    onSubscriber,
  });

  const directTo = (peer: string): Connection | undefined => libp2p.getConnections(peerIdFromString(peer)).find(isDirect);
  const watching = (name: IpnsName): string[] =>
    gossip
      .subscribers(name)
      .map(String)
      .filter((peer) => !links.isGateway(peer));
  /** Holders first; gateways are read over HTTP, which costs the tab less. */
  const candidates = (name: IpnsName): string[] => {
    const holders = hold.table.peersHolding(name);
    return [...new Set([...holders, ...watching(name)])].filter((peer) => !links.isGateway(peer));
  };
  const sourceOf = (peer: string): Source[] => {
    const connection = directTo(peer);
    return connection ? [createPeerSource(connection.remotePeer, sync)] : [];
  };
  const dial = async (device: Provider, signal: AbortSignal): Promise<Source | undefined> => {
    if (device.peerId === libp2p.peerId.toString() || links.isGateway(device.peerId)) return undefined;
    const open = sourceOf(device.peerId)[0];
    if (open || signal.aborted || device.addresses.length === 0) return open;
    // Once begun it goes on when a gateway was quicker: news and letters travel over direct connections only.
    await libp2p.dial([...device.addresses], { signal: AbortSignal.timeout(dialMs) });
    return sourceOf(device.peerId)[0];
  };

  const askPeers = async (name: IpnsName, signal: AbortSignal): Promise<Provider[]> => {
    const others = libp2p.getConnections().filter((open) => isDirect(open) && !links.isGateway(open.remotePeer.toString()));
    const asked: Promise<Provider[]>[] = [];
    for (const connection of others) {
      if (asked.length >= mostPeersAsked) break;
      const { protocols } = await libp2p.peerStore.get(connection.remotePeer);
      if (protocols.includes(HOLDERS_PROTOCOL)) asked.push(askHolders(connection, name, signal));
    }
    return (await Promise.all(asked)).flat();
  };

  return {
    node,
    askPeers,
    gossip,
    hold,
    links,
    statements,
    connected: (name) => candidates(name).flatMap(sourceOf),
    remembered: (name) => memory.recall(name),
    async dial(name, device, signal) {
      try {
        const source = await dials.run(() => dial(device, signal));
        if (source) memory.remember(name, device);
        return source;
      } catch {
        return undefined;
      }
    },
    holding: (name) => hold.table.peersHolding(name).filter((peer) => !links.isGateway(peer)),
    async sendLetter(peer, letter, within) {
      const connection = directTo(peer);
      return connection !== undefined && sendLetter(connection, letter, within);
    },
    watching,
    holders: (name) => candidates(name).length,
    openPairing: (take) => openPairingDoor(libp2p, gateways, take),
    async stop() {
      relays.stop();
      links.stop();
      gossip.stop();
      statements.stop();
      sync.close();
      await node.stop();
    },
  };
}
