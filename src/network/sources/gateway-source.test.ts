import { CarWriter } from '@ipld/car/writer';
import type { CID } from 'multiformats/cid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IpnsName } from '../../protocol/brand.ts';
import type { Block } from '../../protocol/ports/block-store.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { pathBlocks, readPath } from '../../protocol/tree/read-path.ts';
import { putFiles, testBytes } from '../testing/fixtures.ts';
import { startTestGateway, type TestAnswers } from '../../../tests/fixtures/test-gateway.ts';
import { createGatewaySource } from './gateway-source.ts';

async function carOf(root: CID, blocks: readonly Block[]): Promise<Uint8Array> {
  const { writer, out } = CarWriter.create([root]);
  const pieces: Uint8Array[] = [];
  const reading = (async () => {
    for await (const piece of out) pieces.push(piece);
  })();
  for (const block of blocks) await writer.put(block);
  await writer.close();
  await reading;
  return Buffer.concat(pieces);
}

describe('a gateway as a source', () => {
  const blocks = createMemoryBlockStore();
  const path = '.well-known/apgateway/did:key:z6Mk/actor.jsonld';
  const file = testBytes(3_000);
  let root: CID;
  let wanted: Block[];
  let answers: TestAnswers = () => ({ status: 404 });
  let gateway: Awaited<ReturnType<typeof startTestGateway>>;

  beforeAll(async () => {
    root = await putFiles(blocks, { [path]: file, 'x/other.jsonld': testBytes(50, 4) });
    wanted = await pathBlocks(blocks, root, path);
    gateway = await startTestGateway((...request) => answers(...request));
  });
  afterAll(() => gateway.close());

  it('reads a path out of a CAR file', async () => {
    const car = await carOf(root, wanted);
    answers = () => ({ body: car });
    let came = 0;
    const onBytes = (count: number): void => void (came += count);
    const answer = await createGatewaySource(gateway.origin).fetchPaths(root, [path], { onBytes });
    expect(came).toBe(car.length);
    const copy = createMemoryBlockStore();
    await copy.putMany(answer.ok ? answer.value : []);
    expect(await readPath(copy, root, path)).toEqual(file);
    expect(gateway.requests.at(-1)).toContain(`/ipfs/${root}/.well-known/apgateway/did%3Akey%3Az6Mk/actor.jsonld?format=car`);
  });

  it('says which root the gateway serves for an account', async () => {
    const name = 'k51qzi5uqu5dl000000000000000000000000000000000000000000000000' as IpnsName;
    const bytes = await blocks.get(root);
    answers = () => ({ body: bytes });
    expect((await createGatewaySource(gateway.origin).servedRoot?.(name))?.equals(root)).toBe(true);
    expect(gateway.requests.at(-1)).toContain(`/ipns/${name}?format=raw`);
    answers = () => ({ status: 404 });
    expect(await createGatewaySource(gateway.origin).servedRoot?.(name)).toBeUndefined();
  });

  it('refuses a CAR file with changed bytes', async () => {
    const forged = wanted.map((block, index) => (index === wanted.length - 1 ? { ...block, bytes: testBytes(3_000, 9) } : block));
    const car = await carOf(root, forged);
    answers = () => ({ body: car });
    const answer = await createGatewaySource(gateway.origin).fetchPaths(root, [path]);
    expect(answer).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });

  it('refuses blocks of another tree', async () => {
    const otherRoot = await putFiles(blocks, { 'a/b': testBytes(9, 8) });
    const car = await carOf(root, [...wanted, ...(await pathBlocks(blocks, otherRoot, 'a/b'))]);
    answers = () => ({ body: car });
    const answer = await createGatewaySource(gateway.origin).fetchPaths(root, [path]);
    expect(answer).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });

  it('refuses what is no CAR file, and reports errors', async () => {
    const source = createGatewaySource(gateway.origin);
    answers = () => ({ body: '<html>' });
    expect(await source.fetchPaths(root, [path])).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
    answers = () => ({ status: 502 });
    expect(await source.fetchPaths(root, [path])).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    answers = () => ({ status: 404 });
    expect(await source.fetchPaths(root, [path])).toEqual({ ok: true, value: [] });
    answers = () => 'silence';
    const stop = new AbortController();
    const waiting = source.fetchPaths(root, [path], { signal: stop.signal });
    stop.abort();
    expect(await waiting).toEqual({ ok: false, error: { type: 'aborted' } });
  });

  it('reads single blocks, and checks them', async () => {
    const source = createGatewaySource(gateway.origin);
    const rootBytes = await blocks.get(root);
    answers = () => ({ body: rootBytes });
    const answer = await source.fetchBlocks([root]);
    expect(answer.ok && answer.value[0]?.bytes).toEqual(rootBytes);
    answers = () => ({ body: 'something else' });
    expect(await source.fetchBlocks([root])).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
    answers = () => ({ body: new Uint8Array(3_000_000) });
    expect(await source.fetchBlocks([root])).toMatchObject({ ok: false, error: { type: 'wrong-data' } });
  });
});
