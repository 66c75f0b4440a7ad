import type { PeerId } from '@libp2p/interface';
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { webSockets } from '@libp2p/websockets';
import { MemoryDatastore } from 'datastore-core';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { type P2pNode, startP2pNode, tabRelayLimits } from '../p2p/node.ts';

/** A bare node that serves nothing of ours yet. */
export const startBareNode = (): Promise<P2pNode> =>
  startP2pNode({
    blocks: createMemoryBlockStore(),
    datastore: new MemoryDatastore(),
    listen: ['/ip4/127.0.0.1/tcp/0/ws'],
    transports: [webSockets(), circuitRelayTransport()],
    relay: tabRelayLimits,
    maxConnections: 50,
    inboundPerSecond: 100,
  });

/** Two connected nodes over a real WebSocket on loopback. */
export async function startPair(): Promise<{ reader: P2pNode; writer: P2pNode; writerId: PeerId; stop(): Promise<void> }> {
  const [reader, writer] = await Promise.all([startBareNode(), startBareNode()]);
  await reader.libp2p.dial(writer.libp2p.getMultiaddrs());
  return {
    reader,
    writer,
    writerId: writer.libp2p.peerId,
    stop: async () => void (await Promise.all([reader.stop(), writer.stop()])),
  };
}
