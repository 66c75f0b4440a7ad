import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import type { PairingChannel, PairingDoor } from '../../protocol/ports/pairing.ts';
import type { GatewayList } from '../gateways/gateway-list.ts';
import { isReachableThrough, listenAt } from '../p2p/relayed-listening.ts';
import { createPairingChannel, PAIRING_PROTOCOL } from './channel.ts';

const mostStreams = 4;

type Node = Pick<Libp2p, 'handle' | 'unhandle' | 'peerId' | 'getMultiaddrs' | 'getConnections'>;

/** Takes streams of devices that want to pair; closed again with the returned door. One at a time. */
export async function openPairingDoor(
  libp2p: Node,
  gateways: Pick<GatewayList, 'cards'>,
  take: (channel: PairingChannel) => void,
): Promise<PairingDoor> {
  const peerId = libp2p.peerId.toString();
  const serve = (stream: Stream, connection: Connection): void => take(createPairingChannel(stream, connection, peerId));
  await libp2p.handle(PAIRING_PROTOCOL, serve, { maxInboundStreams: mostStreams, runOnLimitedConnection: true, force: true });
  void beReachable(libp2p, gateways);
  return {
    peerId,
    gateways: () => reachableOver(libp2p, gateways),
    close: () => void libp2p.unhandle(PAIRING_PROTOCOL),
  };
}

/** Gateways whose relay passes connections on to this device: a new one has no other way to it. */
function reachableOver(libp2p: Pick<Libp2p, 'getMultiaddrs'>, gateways: Pick<GatewayList, 'cards'>): readonly string[] {
  return gateways
    .cards()
    .filter(({ peerId }) => isReachableThrough(libp2p, peerId))
    .map(({ origin }) => origin);
}

async function beReachable(libp2p: Node, gateways: Pick<GatewayList, 'cards'>): Promise<void> {
  if (reachableOver(libp2p, gateways).length > 0) return;
  for (const { peerId, multiaddrs } of gateways.cards()) {
    const [address] = multiaddrs;
    const isConnected = libp2p.getConnections().some(({ remotePeer }) => remotePeer.toString() === peerId);
    if (isConnected && address !== undefined && (await listenAt(libp2p, address))) return;
  }
}
