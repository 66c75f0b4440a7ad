import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { webSockets } from '@libp2p/websockets';
import { MemoryDatastore } from 'datastore-core';
import { expect, it, vi } from 'vitest';
import { type P2pNode, startP2pNode, tabRelayLimits } from '../../network/p2p/node.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { createMemoryHeadStore } from '../../network/heads/memory-head-store.ts';
import { createNode } from '../../network/node-node.ts';
import { startTestGateway } from '../gateway-fixture.ts';
import { createRelayNode } from './relay-node.ts';

const topic = 'news';

const startTab = (privateKey: PrivateKey): Promise<P2pNode> =>
  startP2pNode({
    blocks: createMemoryBlockStore(),
    datastore: new MemoryDatastore(),
    privateKey,
    listen: [],
    transports: [webSockets()],
    relay: tabRelayLimits,
    maxConnections: 10,
  });

it('brings news to a page that was loaded anew while its old connection still looks alive', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = multiaddr(`/ip4/127.0.0.1/tcp/${(server.address() as AddressInfo).port}/ws`);
  const gateway = await createRelayNode(await generateKeyPair('Ed25519'), [address.toString()], 10);
  server.on('upgrade', gateway.adopt);
  await gateway.libp2p.start();
  const key = await generateKeyPair('Ed25519');
  const before = await startTab(key);
  before.libp2p.services.pubsub.subscribe(topic);
  await before.libp2p.dial(address);
  await vi.waitFor(() => expect(gateway.pubsub.getSubscribers(topic)).toHaveLength(1));

  const after = await startTab(key);
  const heard: string[] = [];
  after.libp2p.services.pubsub.addEventListener(
    'message',
    ({ detail }) => void heard.push(new TextDecoder().decode(detail.data)),
  );
  after.libp2p.services.pubsub.subscribe(topic);
  await after.libp2p.dial(address);
  let said = 0;
  await vi.waitFor(async () => {
    await gateway.pubsub.publish(topic, new TextEncoder().encode(`news ${said++}`));
    expect(heard).not.toEqual([]);
  });
  await Promise.all([before.stop(), after.stop(), gateway.libp2p.stop()]);
  server.close();
});

it('passes connections on to a tab that had found another relay before it found the gateway', async () => {
  const listen = ['/ip4/127.0.0.1/tcp/0/ws', '/p2p-circuit'];
  const start = () => createNode({ blocks: createMemoryBlockStore(), heads: createMemoryHeadStore(), listen });
  const [tab, other] = await Promise.all([start(), start()]);
  const direct = other.addresses.find((address) => !address.toString().includes('/p2p-circuit'));
  await tab.connect(String(direct));
  const reachableThrough = (relay: string): boolean =>
    tab.addresses.some((address) => address.toString().includes(`/p2p/${relay}/p2p-circuit`));
  await vi.waitFor(() => expect(reachableThrough(String(other.status().peerId))).toBe(true));

  const gateway = await startTestGateway();
  const gatewayId = gateway.multiaddrs[0]?.split('/p2p/')[1] ?? '';
  await tab.configure({ gateways: [gateway.origin] });
  await vi.waitFor(() => expect(reachableThrough(gatewayId)).toBe(true), { timeout: 20_000 });
  await Promise.all([tab.stop(), other.stop()]);
});
