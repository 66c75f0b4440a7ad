import { CID } from 'multiformats/cid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Block } from '../../protocol/ports/block-store.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { putFiles, testBytes } from '../testing/fixtures.ts';
import { startPair } from '../testing/pair.ts';
import { createSyncClient } from './client.ts';
import { syncLimits } from './protocol.ts';
import { serveSync } from './server.ts';

const limits = { ...syncLimits, responseBytes: 100_000, stallMs: 2_000 };
const paths = Array.from({ length: 100 }, (_, index) => `outbox/${index % 4}/${index}.jsonld`);

describe('sync between two nodes', () => {
  const blocks: BlockStore = createMemoryBlockStore();
  let pair: Awaited<ReturnType<typeof startPair>>;
  let root: CID;

  beforeAll(async () => {
    pair = await startPair();
    root = await putFiles(blocks, Object.fromEntries(paths.map((path, index) => [path, testBytes(5_000, index)])));
    await serveSync(pair.writer.libp2p, blocks, limits);
  });
  afterAll(() => pair.stop());

  const copied = async (found: readonly Block[]): Promise<BlockStore> => {
    const store = createMemoryBlockStore();
    await store.putMany(found);
    return store;
  };

  it('copies files with everything between them and the root, over several truncated answers', async () => {
    const sync = createSyncClient(pair.reader.libp2p, limits);
    let came = 0;
    const answer = await sync.fetchPaths(pair.writerId, root, paths, { onBytes: (count) => void (came += count) });
    if (!answer.ok) throw new Error(answer.error.type);
    expect(came).toBeGreaterThan(paths.length * 5_000);
    const store = await copied(answer.value);
    for (const [index, path] of paths.entries()) expect(await readPath(store, root, path)).toEqual(testBytes(5_000, index));
    sync.close();
  });

  it('leaves out what is the same in a tree that the reader has', async () => {
    const sync = createSyncClient(pair.reader.libp2p, limits);
    const next = await putFiles(blocks, { 'outbox/0/new.jsonld': testBytes(300) }, root);
    const answer = await sync.fetchPaths(pair.writerId, next, ['outbox/0/new.jsonld', 'outbox/1/1.jsonld'], { have: root });
    // The root, two directories, the file.
    expect(answer.ok && answer.value.length).toBe(4);
    sync.close();
  });

  it('copies single blocks and passes over those that the writer lacks', async () => {
    const sync = createSyncClient(pair.reader.libp2p, limits);
    const absent = CID.parse('bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku');
    const answer = await sync.fetchBlocks(pair.writerId, [absent, root]);
    expect(answer.ok && answer.value.map(({ cid }) => cid.toString())).toEqual([root.toString()]);
    sync.close();
  });

  it('answers nothing for a path that is not there', async () => {
    const sync = createSyncClient(pair.reader.libp2p, limits);
    const answer = await sync.fetchPaths(pair.writerId, root, ['outbox/9/none.jsonld', '../../etc/passwd', '']);
    expect(answer.ok).toBe(true);
    sync.close();
  });

  it('answers many requests over one stream', async () => {
    const sync = createSyncClient(pair.reader.libp2p, limits);
    const answers = await Promise.all(paths.map((path) => sync.fetchPaths(pair.writerId, root, [path])));
    expect(answers.every((answer) => answer.ok && answer.value.length >= 4)).toBe(true);
    const streams = pair.reader.libp2p.getConnections().flatMap(({ streams: open }) => open);
    expect(streams.filter(({ protocol }) => protocol.startsWith('/pollen/sync')).length).toBe(1);
    sync.close();
  });

  it('stops when it is told to', async () => {
    const sync = createSyncClient(pair.reader.libp2p, limits);
    const answer = sync.fetchPaths(pair.writerId, root, paths, { signal: AbortSignal.abort() });
    expect(await answer).toEqual({ ok: false, error: { type: 'aborted' } });
    sync.close();
  });

  it('says that a peer without the protocol, or gone, cannot be reached', async () => {
    const sync = createSyncClient(pair.writer.libp2p, limits);
    const answer = await sync.fetchBlocks(pair.reader.libp2p.peerId, [root]);
    expect(answer).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    sync.close();
  });
});
