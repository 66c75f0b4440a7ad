import { afterEach, describe, expect, it } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { createMemoryHeadStore } from '../heads/memory-head-store.ts';
import { createHttpNetwork } from '../http-network.ts';
import { createNode, type NodeNetwork } from '../node-node.ts';
import { testBytes, testSigner, until } from '../testing/fixtures.ts';
import { sendLetter } from './letter-service.ts';

const name = didToIpnsName(testSigner(1).did);
const activity = testBytes(2_000);
const letter = { recipient: name, activity };
const nodes: NodeNetwork[] = [];
afterEach(() => Promise.all(nodes.splice(0).map((node) => node.stop())));

async function startNode(listen?: readonly string[]): Promise<NodeNetwork> {
  const node = await createNode({ blocks: createMemoryBlockStore(), heads: createMemoryHeadStore(), listen });
  nodes.push(node);
  return node;
}
const addressOf = (node: NodeNetwork): string => String(node.addresses[0]);
const recipient = async (node: NodeNetwork): Promise<Uint8Array[]> => {
  const letters: Uint8Array[] = [];
  node.hold(name, true);
  node.onLetter(async (recipient, bytes) => recipient === name && letters.push(bytes) > 0);
  return letters;
};

describe('delivering a letter', () => {
  it('reaches the connected device of the recipient, whom the sender does not watch', async () => {
    const [sender, author] = await Promise.all([startNode(), startNode()]);
    const letters = await recipient(author);
    await author.connect(addressOf(sender));
    await until(() => sender.peers.holding(name).length === 1);
    expect(await sender.deliver(name, activity)).toBe(true);
    expect(letters).toEqual([activity]);
    expect(await sender.deliver(didToIpnsName(testSigner(2).did), activity)).toBe(false);
    expect(await sender.deliver(name, testBytes(64 * 1024 + 1))).toBe(false);
    expect(letters).toHaveLength(1);
  });

  it('is not delivered by a co-host, who refuses it, or by one who has nobody to give it to', async () => {
    const [sender, coHost, silent] = await Promise.all([startNode(), startNode(), startNode()]);
    const seen: number[] = [];
    coHost.onLetter(async (_recipient, bytes) => seen.push(bytes.length) === 0);
    for (const node of [coHost, silent]) {
      node.hold(name, true);
      await node.connect(addressOf(sender));
    }
    await until(() => sender.peers.holding(name).length === 2);
    expect(await sender.deliver(name, activity)).toBe(false);
    expect(seen).toEqual([activity.length]);
  });

  it('reaches the author although a co-host is connected, too', async () => {
    const [sender, coHost, author] = await Promise.all([startNode(), startNode(), startNode()]);
    coHost.hold(name, true);
    coHost.onLetter(async () => false);
    const letters = await recipient(author);
    await coHost.connect(addressOf(sender));
    await author.connect(addressOf(sender));
    await until(() => sender.peers.holding(name).length === 2);
    expect(await sender.deliver(name, activity)).toBe(true);
    expect(letters).toHaveLength(1);
  });

  it('dials a device that was reached before', async () => {
    const [sender, author] = await Promise.all([startNode(), startNode()]);
    const letters = await recipient(author);
    const device = { peerId: String(author.status().peerId), addresses: author.addresses };
    await sender.peers.dial(name, device, AbortSignal.timeout(5_000));
    await sender.peers.node.libp2p.hangUp(author.peers.node.libp2p.peerId);
    await until(() => sender.peers.holding(name).length === 0);
    expect(await sender.deliver(name, activity)).toBe(true);
    expect(letters).toHaveLength(1);
  });

  it('never goes over a relayed connection', async () => {
    const [relay, sender] = await Promise.all([startNode(), startNode()]);
    const author = await startNode([`${addressOf(relay)}/p2p-circuit`]);
    const letters = await recipient(author);
    const { peerId } = author.peers.node.libp2p;
    await until(() => author.addresses.length > 0);
    await sender.connect(`${addressOf(relay)}/p2p-circuit/p2p/${peerId}`);
    const [connection] = sender.peers.node.libp2p.getConnections(peerId);
    if (!connection) throw new Error('not connected');
    expect(connection.limits).toBeDefined();
    expect(await sendLetter(connection, letter, AbortSignal.timeout(5_000))).toBe(false);
    expect(await sender.peers.sendLetter(String(peerId), letter, AbortSignal.timeout(5_000))).toBe(false);
    expect(await sender.deliver(name, activity)).toBe(false);
    expect(letters).toEqual([]);
  });

  it('stops when it is told to, and is not possible over HTTP or when stopped', async () => {
    const [sender, author] = await Promise.all([startNode(), startNode()]);
    const letters = await recipient(author);
    await author.connect(addressOf(sender));
    await until(() => sender.peers.holding(name).length === 1);
    expect(await sender.deliver(name, activity, { signal: AbortSignal.abort() })).toBe(false);
    await sender.stop();
    expect(await sender.deliver(name, activity)).toBe(false);
    const http = createHttpNetwork({ heads: createMemoryHeadStore(), configuration: { gateways: [] } });
    expect(await http.deliver(name, activity)).toBe(false);
    expect(letters).toEqual([]);
  });

  it('is heard by a listener that came before the peer-to-peer part was started again', async () => {
    const [sender, author] = await Promise.all([startNode(), startNode()]);
    const letters = await recipient(author);
    await author.stop();
    await author.start();
    await author.connect(addressOf(sender));
    await until(() => sender.peers.holding(name).length === 1);
    expect(await sender.deliver(name, activity)).toBe(true);
    expect(letters).toHaveLength(1);
  });
});
