import type { Stream } from '@libp2p/interface';
import { code as rawCode } from 'multiformats/codecs/raw';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from '../../protocol/ports/block-store.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { putFiles, testBytes } from '../testing/fixtures.ts';
import { startPair } from '../testing/pair.ts';
import { createSyncClient } from './client.ts';
import { encodeEnd, encodeSection, SYNC_PROTOCOL, syncLimits, syncStatus } from './protocol.ts';

const limits = { ...syncLimits, responseBytes: 200_000, blockBytes: 50_000, stallMs: 10_000 };
const impatient = { ...limits, stallMs: 300 };

const blockOf = async (bytes: Uint8Array): Promise<Block> => ({
  cid: CID.createV1(rawCode, await sha256.digest(bytes)),
  bytes,
});

describe('a writer that means ill', () => {
  let pair: Awaited<ReturnType<typeof startPair>>;
  let behave: (stream: Stream) => void = () => {};
  let wanted: Block;

  beforeAll(async () => {
    pair = await startPair();
    wanted = await blockOf(testBytes(1_000));
    const serve = (stream: Stream): void => stream.addEventListener('message', () => behave(stream), { once: true });
    await pair.writer.libp2p.handle(SYNC_PROTOCOL, serve);
  });
  afterAll(() => pair.stop());

  const sendBlock = (stream: Stream, block: Block): void => {
    for (const piece of encodeSection(block)) stream.send(piece);
  };
  const ask = async (within = limits) => {
    const sync = createSyncClient(pair.reader.libp2p, within);
    const answer = await sync.fetchBlocks(pair.writerId, [wanted.cid]);
    sync.close();
    return answer;
  };

  it('is believed when it sends what was asked', async () => {
    behave = (stream) => {
      sendBlock(stream, wanted);
      stream.send(encodeEnd(syncStatus.complete, 1));
    };
    const answer = await ask();
    expect(answer.ok && answer.value[0]?.bytes).toEqual(wanted.bytes);
  });

  it('sends other bytes under the CID', async () => {
    behave = (stream) => {
      sendBlock(stream, { cid: wanted.cid, bytes: testBytes(1_000, 9) });
      stream.send(encodeEnd(syncStatus.complete, 1));
    };
    expect(await ask()).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });

  it('sends a block that nobody asked for', async () => {
    const other = await blockOf(testBytes(10, 3));
    behave = (stream) => sendBlock(stream, other);
    expect(await ask()).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });

  it('announces a huge block', async () => {
    behave = (stream) => void stream.send(Uint8Array.of(0xff, 0xff, 0xff, 0x7f));
    expect(await ask()).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });

  it('sends the wanted block again and again', async () => {
    behave = (stream) => {
      for (let count = 0; count < 400; count += 1) sendBlock(stream, wanted);
    };
    expect(await ask()).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });

  it('sends rubbish', async () => {
    behave = (stream) => void stream.send(testBytes(2_000, 5));
    expect(await ask()).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });

  it('says nothing', async () => {
    behave = () => {};
    expect(await ask(impatient)).toEqual({ ok: false, error: { type: 'timed-out' } });
  });

  it('stops half way', async () => {
    behave = (stream) => void stream.send(encodeSection(wanted)[0]);
    expect(await ask(impatient)).toEqual({ ok: false, error: { type: 'timed-out' } });
  });

  it('hangs up', async () => {
    behave = (stream) => stream.abort(new Error('bye'));
    expect(await ask()).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });

  it('says truncated without having done anything', async () => {
    behave = (stream) => void stream.send(encodeEnd(syncStatus.truncated, 0));
    expect(await ask()).toEqual({ ok: true, value: [] });
  });

  it('sends genuine blocks that do not hang together with the root', async () => {
    const blocks = createMemoryBlockStore();
    const root = await putFiles(blocks, { 'a/b': testBytes(10) });
    const bytes = await blocks.get(root);
    behave = (stream) => {
      if (bytes) sendBlock(stream, { cid: root, bytes });
      sendBlock(stream, wanted);
    };
    const sync = createSyncClient(pair.reader.libp2p, limits);
    const answer = await sync.fetchPaths(pair.writerId, root, ['a/b']);
    expect(answer).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
    sync.close();
  });
});
