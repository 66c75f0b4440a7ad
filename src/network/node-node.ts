import { relayedListening } from './p2p/relayed-listening.ts';
import type { PrivateKey } from '@libp2p/interface';
import { webSockets } from '@libp2p/websockets';
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';
import { MemoryDatastore } from 'datastore-core';
import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { HeadStore, Network, NetworkConfiguration } from '../protocol/ports/network.ts';
import { createNetwork } from './network.ts';
import { startP2pNode, tabRelayLimits } from './p2p/node.ts';
import { type PeerLayer, startPeerLayer } from './p2p/peer-layer.ts';

export interface NodeNetworkOptions {
  readonly blocks: BlockStore;
  readonly heads: HeadStore;
  /** Default: any free port of the loopback address, WebSocket. */
  readonly listen?: readonly string[];
  readonly configuration?: NetworkConfiguration;
  readonly privateKey?: PrivateKey;
}

/** A network in Node, without WebRTC: tests, benches. Everything else is the tab's code. */
export interface NodeNetwork extends Network {
  /** The peer-to-peer part; only between start and stop. */
  readonly peers: PeerLayer;
  readonly addresses: Multiaddr[];
  connect(address: Multiaddr | string): Promise<void>;
}

/** Creates and starts a node. Peers are kept in memory; a new peer id each time unless `privateKey` is given. */
export async function createNode(options: NodeNetworkOptions): Promise<NodeNetwork> {
  let peers: PeerLayer | undefined;
  const network = createNetwork({
    heads: options.heads,
    configuration: options.configuration ?? { gateways: [] },
    async startPeers(context) {
      const node = await startP2pNode({
        blocks: options.blocks,
        datastore: new MemoryDatastore(),
        privateKey: options.privateKey,
        listen: options.listen ?? ['/ip4/127.0.0.1/tcp/0/ws'],
        transports: [webSockets(), relayedListening()],
        relay: tabRelayLimits,
        maxConnections: 300,
        inboundPerSecond: 100,
      });
      peers = await startPeerLayer(node, { ...context, blocks: options.blocks });
      return peers;
    },
  });
  await network.start();
  const running = (): PeerLayer => {
    if (!peers) throw new Error('not started');
    return peers;
  };
  return {
    ...network,
    get peers() {
      return running();
    },
    get addresses() {
      return running().node.libp2p.getMultiaddrs();
    },
    async connect(address) {
      await running().node.libp2p.dial(typeof address === 'string' ? multiaddr(address) : address);
    },
  };
}
