import type { Connection, Stream } from '@libp2p/interface';
import { CID } from 'multiformats/cid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHeadStore } from '../../network/heads/memory-head-store.ts';
import { createNode, type NodeNetwork } from '../../network/node-node.ts';
import type { Block } from '../../protocol/ports/block-store.ts';
import { matchesCid, rawBlock } from '../../protocol/tree/block.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { type BitswapLimits, bitswapLimits, serveBitswap } from './serve-bitswap.ts';
import { bytesField, fieldsOf, lengthPrefixed, varintField } from './protobuf.ts';
import { messagesOf } from './stream-messages.ts';

const protocol = '/ipfs/bitswap/1.2.0';
const block = (size: number, seed: number): Block => rawBlock(new Uint8Array(size).map((_, index) => (index * 7 + seed) % 256));
const nodes = new Set<NodeNetwork>();

async function startNode(held: readonly Block[]): Promise<NodeNetwork> {
  const node = await createNode({ blocks: createMemoryBlockStore(held), heads: createMemoryHeadStore() });
  nodes.add(node);
  return node;
}

/** A node whose bitswap is the gateway's, and another's connection to it. */
async function serving(held: readonly Block[], limits: Partial<BitswapLimits> = {}): Promise<Connection> {
  const server = await startNode([]);
  await server.peers.node.libp2p.unhandle(protocol);
  await serveBitswap(server.peers.node.libp2p, createMemoryBlockStore(held), { ...bitswapLimits, ...limits });
  const asking = await startNode([]);
  await asking.peers.node.libp2p.unhandle(protocol);
  await asking.peers.node.libp2p.handle(protocol, (stream) => void collect(stream), { maxInboundStreams: 100 });
  await asking.connect(server.addresses[0] ?? '');
  const [connection] = asking.peers.node.libp2p.getConnections();
  if (connection === undefined) throw new Error('not connected');
  return connection;
}

let answers: Uint8Array[] = [];
async function collect(stream: Stream): Promise<void> {
  for await (const message of messagesOf(stream, 2 ** 22)) answers.push(message);
  await stream.close();
}

interface Ask {
  readonly cid: CID;
  readonly haveOnly?: boolean;
  readonly sendDontHave?: boolean;
  readonly cancel?: boolean;
}

function wantMessage(asks: readonly Ask[]): Uint8Array {
  const entries = asks.flatMap(({ cid, haveOnly, sendDontHave, cancel }) =>
    bytesField(1, [
      ...bytesField(1, [cid.bytes]),
      ...varintField(2, 1),
      ...(cancel === true ? varintField(3, 1) : []),
      ...(haveOnly === true ? varintField(4, 1) : []),
      ...(sendDontHave === true ? varintField(5, 1) : []),
    ]),
  );
  return lengthPrefixed(bytesField(1, entries));
}

const received = (): Uint8Array[] =>
  answers.flatMap((message) =>
    [...fieldsOf(message)]
      .filter(({ number }) => number === 3)
      .map(({ value }) => [...fieldsOf(value as Uint8Array)].find(({ number }) => number === 2)?.value as Uint8Array),
  );
/** 0: have, 1: have not. */
const presences = (): [cid: string, type: number][] =>
  answers.flatMap((message) =>
    [...fieldsOf(message)]
      .filter(({ number }) => number === 4)
      .map(({ value }) => {
        const fields = new Map([...fieldsOf(value as Uint8Array)].map((field) => [field.number, field.value]));
        return [CID.decode(fields.get(1) as Uint8Array).toString(), Number(fields.get(2) ?? 0)];
      }),
  );

describe('bitswap', () => {
  beforeEach(() => (answers = []));
  afterEach(async () => {
    await Promise.all([...nodes].map((node) => node.stop()));
    nodes.clear();
  });

  it('hands blocks to another implementation, in messages of bounded size', async () => {
    const held = Array.from({ length: 40 }, (_, index) => block(60_000, index));
    const server = await startNode([]);
    await server.peers.node.libp2p.unhandle(protocol);
    await serveBitswap(server.peers.node.libp2p, createMemoryBlockStore(held));
    const reader = await startNode([]);
    await reader.connect(server.addresses[0] ?? '');
    const { blockstore } = reader.peers.node.helia;
    const read = await Promise.all(
      held.map(async ({ cid }) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of blockstore.get(cid, { signal: AbortSignal.timeout(20_000) })) pieces.push(piece);
        return matchesCid(cid, Buffer.concat(pieces));
      }),
    );
    expect(read).toEqual(held.map(() => true));
  }, 30_000);

  it('says what it has and what not, and sends what is small at once', async () => {
    const [large, small, absent, unsaid] = [block(5000, 1), block(100, 2), block(10, 3), block(11, 4)];
    if (!large || !small || !absent || !unsaid) throw new Error('no blocks');
    const connection = await serving([large, small]);
    const stream = await connection.newStream(protocol);
    stream.send(
      wantMessage([
        { cid: large.cid, haveOnly: true, sendDontHave: true },
        { cid: small.cid, haveOnly: true },
        { cid: absent.cid, sendDontHave: true },
        { cid: unsaid.cid },
      ]),
    );
    await expect.poll(() => presences().length + received().length).toBe(3);
    expect(presences()).toEqual([
      [large.cid.toString(), 0],
      [absent.cid.toString(), 1],
    ]);
    expect(received().map((bytes) => matchesCid(small.cid, bytes))).toEqual([true]);
    stream.send(wantMessage([{ cid: large.cid }]));
    await expect.poll(() => received().length).toBe(2);
  });

  it('passes over blocks that nobody asked for', async () => {
    const [mine, theirs] = [block(300, 1), block(300, 2)];
    if (!mine || !theirs) throw new Error('no blocks');
    const connection = await serving([mine]);
    const stream = await connection.newStream(protocol);
    stream.send(
      lengthPrefixed(bytesField(3, [...bytesField(1, [new Uint8Array([1, 0x55, 0x12, 32])]), ...bytesField(2, [theirs.bytes])])),
    );
    stream.send(wantMessage([{ cid: theirs.cid, sendDontHave: true }, { cid: mine.cid }]));
    await expect.poll(() => received().length).toBe(1);
    expect(presences()).toEqual([[theirs.cid.toString(), 1]]);
  });

  it.each([
    ['a message that is too long', { messageBytes: 1000 }, () => [lengthPrefixed([new Uint8Array(1001)])]],
    ['more wants than it takes', { wants: 3 }, () => [wantMessage([1, 2, 3, 4].map((seed) => ({ cid: block(9, seed).cid })))]],
    ['messages without end', { burst: 3, perSecond: 0 }, () => Array.from({ length: 5 }, () => wantMessage([]))],
    ['what is no message', {}, () => [lengthPrefixed([new Uint8Array([0x0a, 0xff, 0x01])])]],
    ['a length that never ends', {}, () => [new Uint8Array(9).fill(0xff)]],
  ] as const)('ends the stream for %s', async (_, limits, messages) => {
    const connection = await serving([], limits);
    const stream = await connection.newStream(protocol);
    const closed = new Promise<void>((resolve) => stream.addEventListener('close', () => resolve()));
    for (const message of messages()) if (stream.status === 'open') stream.send(message);
    await closed;
    expect(answers).toEqual([]);
  });

  it('refuses streams beyond its limit', async () => {
    const connection = await serving([], { streamsPerPeer: 2 });
    const streams: Stream[] = [];
    for (let index = 0; index < 3; index++) {
      streams.push(await connection.newStream(protocol));
    }
    await expect.poll(() => streams.filter(({ status }) => status === 'open').length).toBe(2);
  });
});
