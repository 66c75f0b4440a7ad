import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import type { PairingChannel, PairingDoor } from '../../protocol/ports/pairing.ts';
import type { GatewayList } from '../gateways/gateway-list.ts';
import { createPairingChannel, PAIRING_PROTOCOL } from './channel.ts';

const mostStreams = 4;

/** Takes streams of devices that want to pair; closed again with the returned door. One at a time. */
export async function openPairingDoor(
  libp2p: Pick<Libp2p, 'handle' | 'unhandle' | 'peerId' | 'getMultiaddrs' | 'getConnections'>,
  gateways: Pick<GatewayList, 'cards'>,
  take: (channel: PairingChannel) => void,
): Promise<PairingDoor> {
  const peerId = libp2p.peerId.toString();
  const serve = (stream: Stream, connection: Connection): void => take(createPairingChannel(stream, connection, peerId));
  await libp2p.handle(PAIRING_PROTOCOL, serve, { maxInboundStreams: mostStreams, runOnLimitedConnection: true, force: true });
  return {
    peerId,
    gateways: () => reachableOver(libp2p, gateways),
    close: () => void libp2p.unhandle(PAIRING_PROTOCOL),
  };
}

/** Gateways whose relay hands connections on to this device first, then others that it is connected to. */
function reachableOver(
  libp2p: Pick<Libp2p, 'getMultiaddrs' | 'getConnections'>,
  gateways: Pick<GatewayList, 'cards'>,
): readonly string[] {
  const addresses = libp2p.getMultiaddrs().map(String);
  const connected = new Set(libp2p.getConnections().map(({ remotePeer }) => remotePeer.toString()));
  const rank = (peer: string): number => {
    if (addresses.some((address) => address.includes(`/p2p/${peer}/p2p-circuit`))) return 0;
    return connected.has(peer) ? 1 : 2;
  };
  return gateways
    .cards()
    .map(({ origin, peerId }) => ({ origin, rank: rank(peerId) }))
    .filter(({ rank }) => rank < 2)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ origin }) => origin);
}
