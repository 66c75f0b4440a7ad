import { circuitRelayServer } from '@libp2p/circuit-relay-v2';
import { fetch, type Fetch } from '@libp2p/fetch';
import { gossipsub, type GossipSub } from '@libp2p/gossipsub';
import { identify, identifyPush } from '@libp2p/identify';
import type { Libp2p, PrivateKey } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { ping } from '@libp2p/ping';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import { closeDeafConnections } from '../../network/p2p/deaf-connections.ts';
import { closeReplacedConnections } from '../../network/p2p/replaced-connections.ts';
import { type AdoptingWebSockets, createAdoptingWebSockets } from './adopting-websockets.ts';

export interface RelayNode {
  readonly libp2p: Libp2p;
  readonly pubsub: GossipSub;
  readonly fetch: Fetch;
  readonly adopt: AdoptingWebSockets['adopt'];
}

/** Enough for the messages that set up a WebRTC connection, and for two people who compare six digits. Milliseconds, bytes. */
export const relayLimits = { reservations: 256, durationMs: 12 * 60_000, bytes: 128n * 1024n } as const;

/** The gateway's libp2p node: a relay for signalling, a hub for gossip, no dialler. Not started yet. */
export async function createRelayNode(
  privateKey: PrivateKey,
  announce: readonly string[],
  maxConnections: number,
): Promise<RelayNode> {
  const sockets = createAdoptingWebSockets();
  const libp2p = await createLibp2p({
    privateKey,
    start: false,
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0/ws'], announce: [...announce] },
    transports: [sockets.transport],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: {
      maxConnections,
      maxIncomingPendingConnections: 64,
      // The HTTP server counts by address before; behind a proxy all connections have one address.
      inboundConnectionThreshold: 1000,
    },
    services: {
      identify: identify(),
      identifyPush: identifyPush(),
      ping: ping(),
      fetch: fetch(),
      relay: circuitRelayServer({
        reservations: {
          maxReservations: relayLimits.reservations,
          defaultDurationLimit: relayLimits.durationMs,
          defaultDataLimit: relayLimits.bytes,
        },
      }),
      pubsub: gossipsub({
        allowPublishToZeroTopicPeers: true,
        doPX: false,
        ignoreDuplicatePublishError: true,
        // Many people may sit behind one address: a household, a proxy, the tests.
        scoreParams: { IPColocationFactorWeight: 0 },
      }),
    },
  });
  const stops = [closeReplacedConnections(libp2p, 0), closeDeafConnections(libp2p, libp2p.services.pubsub)];
  libp2p.addEventListener('stop', () => {
    for (const stop of stops) stop();
  });
  return { libp2p, pubsub: libp2p.services.pubsub, fetch: libp2p.services.fetch, adopt: sockets.adopt };
}
