import type { Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { putFiles, testBytes, until } from '../testing/fixtures.ts';
import { startPair } from '../testing/pair.ts';
import { encodeRequest, parseRequest, SYNC_PROTOCOL, syncLimits, syncStatus } from './protocol.ts';
import { serveSync } from './server.ts';

const limits = { ...syncLimits, requestBytes: 1_000, idleMs: 1_500, stallMs: 500, queuedRequests: 4 };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a reader that means ill', () => {
  let pair: Awaited<ReturnType<typeof startPair>>;
  let root: CID;

  beforeEach(async () => {
    pair = await startPair();
    const blocks = createMemoryBlockStore();
    root = await putFiles(blocks, { 'a/b': testBytes(10) });
    await serveSync(pair.writer.libp2p, blocks, limits);
  });
  afterEach(() => pair.stop());

  const open = async (): Promise<{ stream: Stream; received: Uint8Array[] }> => {
    const stream = await pair.reader.libp2p.dialProtocol(pair.writerId, SYNC_PROTOCOL);
    const received: Uint8Array[] = [];
    stream.addEventListener('message', (event) => void received.push(event.data.subarray()));
    return { stream, received };
  };

  it('asks for something too long and loses the stream', async () => {
    const { stream } = await open();
    stream.send(Uint8Array.of(0xff, 0x7f));
    await until(() => stream.status !== 'open');
  });

  it('asks too much at once and loses the stream', async () => {
    const { stream } = await open();
    const one = encodeRequest({ type: 'blocks', cids: [root] });
    const many = new Uint8Array(one.length * 50);
    for (let index = 0; index < 50; index += 1) many.set(one, index * one.length);
    stream.send(many);
    await until(() => stream.status !== 'open');
  });

  it('asks for nonsense and is refused', async () => {
    const { stream, received } = await open();
    stream.send(Uint8Array.of(2, ...utf8('{}')));
    await until(() => received.length > 0);
    expect([...(received[0] ?? [])]).toEqual([0, syncStatus.refused, 0]);
  });

  it('says nothing and loses the stream', async () => {
    const { stream } = await open();
    await until(() => stream.status !== 'open');
  });

  it('opens more streams than it may', async () => {
    const opened: Stream[] = [];
    const failures: unknown[] = [];
    for (let count = 0; count < limits.streamsPerPeer + 2; count += 1) {
      try {
        opened.push((await open()).stream);
      } catch (error) {
        failures.push(error);
      }
    }
    await until(() => opened.filter(({ status }) => status === 'open').length <= limits.streamsPerPeer);
    expect(opened.length + failures.length).toBe(limits.streamsPerPeer + 2);
  });
});

describe('parseRequest', () => {
  it.each([
    ['[]'],
    ['null'],
    ['{"cids":[]}'],
    ['{"cids":["x"]}'],
    ['{"cids":"bafy"}'],
    [JSON.stringify({ cids: Array(257).fill('bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku') })],
    ['{"root":"bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku","paths":[1]}'],
    [JSON.stringify({ root: 'bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku', paths: ['x'.repeat(1025)] })],
    ['{"root":"bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku","paths":["a"],"have":"x"}'],
  ])('refuses %s', (text) => {
    expect(parseRequest(utf8(text)).ok).toBe(false);
  });
});
