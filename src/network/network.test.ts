import type { CID } from 'multiformats/cid';
import { afterEach, describe, expect, it } from 'vitest';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type { Source } from '../protocol/ports/network.ts';
import { createMemoryBlockStore } from '../protocol/tree/memory-block-store.ts';
import { readPath } from '../protocol/tree/read-path.ts';
import { checkRecord, createHead } from './heads/ipns-head.ts';
import { createMemoryHeadStore } from './heads/memory-head-store.ts';
import { routingKeyOf } from './heads/routing-key.ts';
import { createHttpNetwork } from './http-network.ts';
import { createNode, type NodeNetwork } from './node-node.ts';
import { putFiles, testBytes, testSigner, until } from './testing/fixtures.ts';
import { startTestGateway } from '../../tests/fixtures/test-gateway.ts';

const signer = testSigner(1);
const name = didToIpnsName(signer.did);
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startNode(gateways: readonly string[] = []) {
  const blocks = createMemoryBlockStore();
  const heads = createMemoryHeadStore();
  const network: NodeNetwork = await createNode({ blocks, heads, configuration: { gateways } });
  cleanUps.push(() => network.stop());
  return { network, blocks, heads };
}
const connect = (from: NodeNetwork, to: NodeNetwork): Promise<void> => {
  const [address] = to.addresses;
  if (!address) throw new Error('listens nowhere');
  return from.connect(address);
};
const firstSource = async (sources: AsyncIterable<Source>): Promise<Source | undefined> => {
  for await (const source of sources) return source;
  return undefined;
};

describe('two nodes, no gateway', () => {
  it('publish, hear of it, and copy it', async () => {
    const author = await startNode();
    const reader = await startNode();
    reader.network.watch(name, {});
    const news: bigint[] = [];
    reader.network.onHead((head) => news.push(head.sequence));
    await connect(reader.network, author.network);
    await until(() => author.network.peers.gossip.subscribers(name).length === 1);

    const root: CID = await putFiles(author.blocks, { 'a/b.jsonld': testBytes(500) });
    const { head, report } = await author.network.publish(signer, root);
    expect(report).toEqual({ gossipPeers: 1, gateways: [] });
    await until(() => news.length === 1);
    expect(news).toEqual([head.sequence]);
    await until(() => reader.network.holders(name) === 1);

    const source = await firstSource(reader.network.sources(name));
    expect(source?.label).toBe(author.network.status().peerId);
    const copied = await source?.fetchPaths(root, ['a/b.jsonld']);
    await reader.blocks.putMany(copied?.ok ? copied.value : []);
    expect(await readPath(reader.blocks, root, 'a/b.jsonld')).toEqual(testBytes(500));
    expect(reader.network.status()).toMatchObject({ state: 'few', directPeers: 1 });
  });

  it('a reader who comes later asks the peers that are there', async () => {
    const author = await startNode();
    const root = await putFiles(author.blocks, { 'a/b.jsonld': testBytes(500) });
    author.network.watch(name, {});
    const { head } = await author.network.publish(signer, root);
    const reader = await startNode();
    reader.network.watch(name, {});
    const news: bigint[] = [];
    reader.network.onHead((newer) => news.push(newer.sequence));
    await connect(reader.network, author.network);
    await until(() => news.includes(head.sequence));
    expect((await reader.network.resolve(name))?.sequence).toBe(head.sequence);
  });

  it('a record that is false is not passed on', async () => {
    const author = await startNode();
    const middle = await startNode();
    const reader = await startNode();
    for (const { network } of [middle, reader]) network.watch(name, {});
    await connect(author.network, middle.network);
    await connect(reader.network, middle.network);
    await until(() => author.network.peers.gossip.subscribers(name).length === 1);
    await until(() => middle.network.peers.gossip.subscribers(name).length === 1);
    const root = await putFiles(author.blocks, { a: testBytes(5) });
    const { record } = await createHead(testSigner(2), root, { nowMs: Date.now() });
    await author.network.peers.gossip.publish(name, record);
    await author.network.publish(signer, root);
    await until(async () => (await reader.heads.get(name)) !== undefined);
    expect((await checkRecord(name, (await reader.heads.get(name))?.record ?? new Uint8Array())).ok).toBe(true);
  });

  it('nobody learns who was read: only watched and held accounts are answered for', async () => {
    const author = await startNode();
    const stranger = await startNode();
    await author.heads.accept(
      await createHead(testSigner(3), await putFiles(author.blocks, { a: testBytes(5) }), { nowMs: Date.now() }),
    );
    await connect(stranger.network, author.network);
    const { libp2p } = stranger.network.peers.node;
    const [peer] = libp2p.getPeers();
    if (!peer) throw new Error('not connected');
    const asked = didToIpnsName(testSigner(3).did);
    expect(await libp2p.services.fetch.fetch(peer, routingKeyOf(asked))).toBeUndefined();
    author.network.hold(asked, true);
    expect(await libp2p.services.fetch.fetch(peer, routingKeyOf(asked))).toBeDefined();
  });

  it('a connected peer tells who holds an account, until that is taken back', async () => {
    const author = await startNode();
    const middle = await startNode();
    const reader = await startNode();
    await connect(author.network, middle.network);
    await connect(reader.network, middle.network);
    author.network.hold(name, true);
    const ask = async () => (await reader.network.peers.askPeers(name, AbortSignal.timeout(3_000))).map(({ peerId }) => peerId);
    await until(async () => (await ask()).length === 1);
    expect(await ask()).toEqual([author.network.status().peerId]);
    author.network.hold(name, false);
    await until(async () => (await ask()).length === 0);
    author.network.hold(name, true);
    await until(() => middle.network.holders(name) === 1);
    await author.network.stop();
    await until(() => middle.network.holders(name) === 0);
  });
});

describe('with a gateway over HTTP', () => {
  const startGateway = async () => {
    const records = new Map<string, Uint8Array>();
    const gateway = await startTestGateway((method, path, body, headers) => {
      if (path === '/pollen/gateway.json') {
        const peerId = '12D3KooWLHMvhG1GXQ4XhLEPxb3M8pJLq14KE3vQxMEuS2UXkqvQ';
        return { body: JSON.stringify({ version: 1, peerId, multiaddrs: [], stun: [], token: 'secret' }) };
      }
      if (method === 'PUT') {
        if (headers['x-pollen-token'] !== 'secret') return { status: 403 };
        records.set(path, Uint8Array.from(body));
        return { status: 200 };
      }
      const record = records.get(path);
      return record ? { body: record } : { status: 404 };
    });
    cleanUps.push(() => gateway.close());
    return { ...gateway, records };
  };

  it('records are put and found, and a dead gateway is no failure', async () => {
    const gateway = await startGateway();
    const author = await startNode([gateway.origin, 'http://127.0.0.1:1']);
    const root = await putFiles(author.blocks, { a: testBytes(5) });
    const { head, report } = await author.network.publish(signer, root);
    expect(report.gateways).toMatchObject([
      { origin: gateway.origin, ok: true },
      { origin: 'http://127.0.0.1:1', ok: false },
    ]);
    const reader = createHttpNetwork({ heads: createMemoryHeadStore(), configuration: { gateways: [gateway.origin] } });
    await reader.start();
    cleanUps.push(() => reader.stop());
    expect((await reader.resolve(name))?.sequence).toBe(head.sequence);
    await until(() => reader.status().state === 'few');
    expect(reader.status()).toMatchObject({ directPeers: 0, gateways: [{ connected: true }], connections: [] });
    expect((await firstSource(reader.sources(name)))?.kind).toBe('gateway');
  });

  it('one found in a link is asked, too', async () => {
    const gateway = await startGateway();
    const author = await startNode([gateway.origin]);
    const { head } = await author.network.publish(signer, await putFiles(author.blocks, { a: testBytes(5) }));
    const reader = createHttpNetwork({ heads: createMemoryHeadStore(), configuration: { gateways: [] } });
    await reader.start();
    cleanUps.push(() => reader.stop());
    expect(await reader.resolve(name)).toBeUndefined();
    const news: bigint[] = [];
    reader.onHead(({ sequence }) => news.push(sequence));
    reader.watch(name, { via: [gateway.origin] });
    await until(() => news.includes(head.sequence));
  });

  it('hiding the address stops the peer-to-peer part, and showing it starts it again', async () => {
    const gateway = await startGateway();
    const { network } = await startNode([gateway.origin]);
    await network.configure({ gateways: [gateway.origin], httpOnly: true });
    expect(network.status().peerId).toBeUndefined();
    await until(() => network.status().state === 'few');
    await network.configure({ gateways: [gateway.origin] });
    expect(network.status().peerId).toBeDefined();
    await network.stop();
    expect(network.status().state).toBe('offline');
  });
});
