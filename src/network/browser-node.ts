import { relayedListening } from './p2p/relayed-listening.ts';
import { webRTC, webRTCDirect } from '@libp2p/webrtc';
import { webSockets } from '@libp2p/websockets';
import { IDBDatastore } from 'datastore-idb';
import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { HeadStore, Network, NetworkConfiguration } from '../protocol/ports/network.ts';
import { mayDial } from './dial-policy.ts';
import { createBrowserEnvironment } from './environment.ts';
import type { GatewayList } from './gateways/gateway-list.ts';
import { createNetwork } from './network.ts';
import { pause } from './pause.ts';
import { deviceKeyFrom } from './p2p/device-key.ts';
import { browserLogger } from './p2p/browser-logger.ts';
import { browserNoise, makeKeyPairsAhead } from './p2p/browser-noise.ts';
import { startP2pNode, tabRelayLimits } from './p2p/node.ts';
import { closeWhenPageGoes } from './p2p/leave-page.ts';
import { startPeerLayer } from './p2p/peer-layer.ts';
import { createDeviceMemory } from './sources/device-memory.ts';
import { fixInitChannel } from './p2p/webrtc-init-fix.ts';

export interface BrowserNetworkOptions {
  /** Ed25519, not extractable: the peer id of this installation. */
  readonly deviceKey: CryptoKeyPair;
  readonly blocks: BlockStore;
  readonly heads: HeadStore;
  readonly configuration: NetworkConfiguration;
  /** IndexedDB database for what libp2p remembers of peers. */
  readonly databaseName: string;
}

const maxConnections = 60;
/**
 * Bytes of one data channel message between browsers; all of them take that much. libp2p's 16 KiB, for other implementations, cost the
 * reader half as much CPU again; much larger ones would hold up live news behind a bulk copy on a slow line.
 */
const maxMessageSize = 64 * 1024;

/**
 * The network of a browser tab: WebRTC through the gateways' relays and other tabs, WebSocket to gateways, HTTP. Starts nothing
 * before `start`. Only one tab of a profile may run it (leader.ts).
 */
export async function createBrowserNetwork(options: BrowserNetworkOptions): Promise<Network> {
  fixInitChannel();
  const environment = createBrowserEnvironment();
  const privateKey = await deviceKeyFrom(options.deviceKey);
  const memory = createDeviceMemory();
  return createNetwork({
    heads: options.heads,
    configuration: options.configuration,
    environment,
    async startPeers(context, configuration) {
      const { gateways } = context;
      const iceServers = (): RTCIceServer[] =>
        (configuration().iceServers ?? gateways.cards().flatMap(({ stun }) => stun)).map((urls) => ({ urls }));
      const datastore = new IDBDatastore(options.databaseName);
      await Promise.all([datastore.open(), makeKeyPairsAhead()]);
      await pause();
      const node = await startP2pNode({
        blocks: options.blocks,
        datastore,
        privateKey,
        // A relay must not be named here: starting would fail when it is down. Any relay that we are connected to will do.
        listen: ['/webrtc', '/p2p-circuit'],
        logger: browserLogger(),
        encrypter: browserNoise,
        transports: [
          webSockets(),
          relayedListening(),
          // Given each time, because the gateways' servers become known later. Without, libp2p would name public ones.
          webRTC({ dataChannel: { maxMessageSize }, rtcConfiguration: () => ({ iceServers: iceServers() }) }),
          webRTCDirect({ rtcConfiguration: () => ({ iceServers: [] }) }),
        ],
        gater: {
          denyDialMultiaddr: (address) =>
            !mayDial(address, { pageHost: environment.pageHost, trusted: (wanted) => isOfGateway(gateways, wanted.toString()) }),
        },
        relay: tabRelayLimits,
        maxConnections,
      });
      await pause();
      const stayed = closeWhenPageGoes(node.libp2p, globalThis);
      return startPeerLayer(
        {
          ...node,
          async stop() {
            stayed();
            await node.stop();
            await datastore.close();
          },
        },
        { ...context, blocks: options.blocks, memory },
      );
    },
  });
}

/** A gateway's own address, or one that goes through it. */
const isOfGateway = (gateways: GatewayList, address: string): boolean =>
  gateways
    .cards()
    .some(({ multiaddrs }) =>
      multiaddrs.some((known) => address.startsWith(known.toString()) || known.toString().startsWith(address)),
    );
