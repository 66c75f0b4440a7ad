import { withBitswap } from '@helia/bitswap';
import { type HeliaWithLibp2p, withLibp2pLight } from '@helia/libp2p';
import { circuitRelayServer, type CircuitRelayServerInit, type CircuitRelayService } from '@libp2p/circuit-relay-v2';
import { type Fetch, fetch as libp2pFetch } from '@libp2p/fetch';
import { type GossipSub, gossipsub } from '@libp2p/gossipsub';
import { type Identify, identify, type IdentifyPush, identifyPush } from '@libp2p/identify';
import { type ComponentLogger, type ConnectionGater, isStartable, type Libp2p, type PrivateKey } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { type Ping, ping } from '@libp2p/ping';
import { yamux } from '@libp2p/yamux';
import { createHeliaLight } from 'helia';
import type { Datastore } from 'interface-datastore';
import type { Libp2pOptions } from 'libp2p';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { firstHop } from '../dial-policy.ts';
import { pause } from '../pause.ts';
import { createHeliaBlockstore } from './helia-blockstore.ts';
import { closeDeafConnections } from './deaf-connections.ts';
import { tagMeshPeers } from './mesh-tags.ts';
import { closeReplacedConnections } from './replaced-connections.ts';

/** The libp2p services of every Pollen node. A type, because libp2p wants one with an index. */
export type PollenServices = {
  identify: Identify;
  identifyPush: IdentifyPush;
  ping: Ping;
  fetch: Fetch;
  pubsub: GossipSub;
  relay: CircuitRelayService;
};

export interface P2pNode {
  readonly helia: HeliaWithLibp2p<PollenServices>;
  readonly libp2p: Libp2p<PollenServices>;
  stop(): Promise<void>;
}

export interface P2pNodeOptions {
  readonly blocks: BlockStore;
  /** For libp2p: known peers. */
  readonly datastore: Datastore;
  /** Without one, libp2p keeps a key of its own in the datastore. */
  readonly privateKey?: PrivateKey;
  readonly transports: Libp2pOptions['transports'];
  /** What encrypts connections; the library's own Noise by default. */
  readonly encrypter?: ReturnType<typeof noise>;
  readonly listen: readonly string[];
  readonly announce?: readonly string[];
  readonly gater?: ConnectionGater;
  /** The library's own by default. */
  readonly logger?: ComponentLogger | undefined;
  readonly relay: CircuitRelayServerInit;
  readonly maxConnections: number;
  /** New connections a second from one address: all who sit behind one router, or on one test machine. */
  readonly inboundPerSecond?: number;
}

/** Limits of the relay that every tab is for others: enough for WebRTC signalling, for nothing else. */
export const tabRelayLimits: CircuitRelayServerInit = {
  reservations: { maxReservations: 8, defaultDurationLimit: 60_000, defaultDataLimit: 128n * 1024n },
};

/** Dials that libp2p runs at once. Ours are three at most; each may need one through a relay below it. */
const parallelDials = 6;

/** Starts Helia and libp2p with bitswap, without dialling anybody. */
export async function startP2pNode(options: P2pNodeOptions): Promise<P2pNode> {
  const light = createHeliaLight({ blockstore: createHeliaBlockstore(options.blocks), datastore: options.datastore });
  const helia = withBitswap(
    withLibp2pLight<typeof light, PollenServices>(light, {
      privateKey: options.privateKey,
      ...(options.logger !== undefined && { logger: options.logger }),
      addresses: {
        listen: [...options.listen],
        announce: [...(options.announce ?? [])],
        // An address without a host, `/webrtc`, says nothing, and one in a relay's reservation makes libp2p 3.3.11 throw.
        announceFilter: (addresses) => addresses.filter((address) => firstHop(address) !== undefined),
      },
      transports: options.transports,
      connectionEncrypters: [options.encrypter ?? noise()],
      streamMuxers: [yamux()],
      connectionGater: options.gater ?? {},
      connectionManager: {
        maxConnections: options.maxConnections,
        maxParallelDials: parallelDials,
        inboundConnectionThreshold: options.inboundPerSecond ?? 10,
        reconnectRetries: 0,
      },
      services: {
        identify: identify(),
        identifyPush: identifyPush(),
        ping: startedApart(ping()),
        fetch: libp2pFetch(),
        relay: circuitRelayServer(options.relay),
        pubsub: gossipsub({
          allowPublishToZeroTopicPeers: true,
          emitSelf: false,
          doPX: false,
          floodPublish: true,
          // `tagMeshPeers` of ours does it.
          tagMeshPeers: false,
          // Everybody behind one router or on one machine has the same address; that is no sign of an attack here.
          scoreParams: { IPColocationFactorWeight: 0 },
          maxInboundDataLength: 1024 * 1024,
        }),
      },
    }),
  );
  await helia.start();
  const { libp2p } = helia;
  const { pubsub } = libp2p.services;
  const stops = [closeReplacedConnections(libp2p), closeDeafConnections(libp2p, pubsub), tagMeshPeers(libp2p, pubsub)];
  return {
    helia,
    libp2p,
    async stop() {
      for (const stopClosing of stops) stopClosing();
      await helia.stop();
    },
  };
}

/** The same service; the node that has it is made in one task of the page and started in another. */
function startedApart<Components, Service>(create: (components: Components) => Service): (components: Components) => Service {
  return (components) => {
    const service = create(components);
    if (isStartable(service)) {
      const { beforeStart } = service;
      service.beforeStart = () => pause().then(() => beforeStart?.call(service));
    }
    return service;
  };
}
