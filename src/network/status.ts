import type { ConnectionState, ConnectionStatus } from '../protocol/ports/network.ts';
import type { Environment } from './environment.ts';
import type { GatewayList } from './gateways/gateway-list.ts';
import { isDirect, type PeerLayer } from './p2p/peer-layer.ts';

const lookingMs = 10_000;
const fewPeers = 4;

export interface StatusInputs {
  readonly environment: Environment;
  readonly gateways: GatewayList;
  readonly peers: PeerLayer | undefined;
  /** Undefined while stopped. */
  readonly startedAtMs: number | undefined;
  readonly nowMs: number;
}

/** What the connection chip shows, worked out from what is connected now. */
export function connectionStatus(inputs: StatusInputs): ConnectionStatus {
  const { peers, gateways } = inputs;
  const open = peers?.node.libp2p.getConnections() ?? [];
  const direct = new Set(
    open
      .filter(isDirect)
      .map(({ remotePeer }) => remotePeer.toString())
      .filter((peer) => !peers?.links.isGateway(peer)),
  );
  // Without peer-to-peer, a gateway counts as connected when it answers.
  const links = gateways.origins.map((origin) => ({
    origin,
    connected: peers ? peers.links.isConnected(origin) : gateways.isAnswering(origin),
  }));
  return {
    state: stateOf(inputs, direct.size, links.filter(({ connected }) => connected).length),
    directPeers: direct.size,
    gateways: links,
    ...(peers && { peerId: peers.node.libp2p.peerId.toString() }),
    connections: open.map((connection) => ({
      peerId: connection.remotePeer.toString(),
      address: connection.remoteAddr.toString(),
      direct: isDirect(connection),
    })),
  };
}

function stateOf({ environment, startedAtMs, nowMs }: StatusInputs, direct: number, gateways: number): ConnectionState {
  if (direct >= fewPeers || (direct > 0 && gateways > 0)) return 'well';
  if (direct > 0 || gateways > 0) return 'few';
  if (startedAtMs === undefined || !environment.isOnline()) return 'offline';
  return nowMs - startedAtMs < lookingMs ? 'looking' : 'only-this-device';
}

/** How long until `looking` may be over by itself, ms; undefined when it is. */
export function untilLookedMs(startedAtMs: number, nowMs: number): number | undefined {
  const left = startedAtMs + lookingMs - nowMs;
  return left > 0 ? left : undefined;
}
