// One OrbitDB peer in a process of its own, driven over IPC: `fill` adds N notes, `join` copies another peer's log.
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { bitswap } from '@helia/block-brokers';
import { gossipsub } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createOrbitDB } from '@orbitdb/core';
import { createHelia } from 'helia';
import { createLibp2p } from 'libp2p';

const directory = process.argv[2];
const libp2p = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionGater: { denyDialMultiaddr: () => false },
  services: { identify: identify(), pubsub: gossipsub({ allowPublishToZeroTopicPeers: true }) },
});
const ipfs = await createHelia({ libp2p, blockBrokers: [bitswap()], routers: [] });
const orbitdb = await createOrbitDB({ ipfs, directory });

const tasks = {
  async fill({ notes }) {
    const database = await orbitdb.open('posts', { type: 'events' });
    for (const note of notes) await database.add(note);
    return { address: database.address.toString(), multiaddrs: libp2p.getMultiaddrs().map(String) };
  },
  async join({ address, multiaddrs }) {
    const startMs = performance.now();
    await libp2p.dial(multiaddrs.map((text) => multiaddr(text)));
    const database = await orbitdb.open(address);
    await new Promise((resolve) => database.events.on('update', () => resolve()));
    const ms = performance.now() - startMs;
    const all = await database.all();
    return { ms, count: all.length };
  },
};
process.on('message', (message) => {
  tasks[message.task](message).then(
    (value) => process.send({ value }),
    (error) => process.send({ error: String(error?.stack ?? error) }),
  );
});
process.send({ value: 'ready' });
