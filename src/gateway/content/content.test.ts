import { CarReader } from '@ipld/car';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHeadStore } from '../../network/heads/memory-head-store.ts';
import { createNode } from '../../network/node-node.ts';
import { buildHostingRequest } from '../../network/gateways/hosting-request.ts';
import { createGatewaySource } from '../../network/sources/gateway-source.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountPaths, basePath, pagePath } from '../../protocol/identity/paths.ts';
import { matchesCid } from '../../protocol/tree/block.ts';
import { type AccountFixture, createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { startTestGateway, type TestAnswer, type TestGateway } from '../gateway-fixture.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const script = text('alert(1)');
const large = new Uint8Array(2_500_000).map((_, index) => index % 253);

describe('content of a hosted account', () => {
  let gateway: TestGateway;
  let account: AccountFixture;
  let root: string;
  let name: string;
  const at127 = (path: string, headers: Record<string, string> = {}): Promise<TestAnswer> =>
    gateway.send(path, { host: `127.0.0.1:${gateway.port}`, headers });

  beforeEach(async () => {
    gateway = await startTestGateway();
    account = createAccountFixture();
    name = didToIpnsName(account.signer.did);
    const files = new Map([
      ['index.html', text('<script>alert(1)</script>')],
      ['picture.svg', text('<svg onload="alert(1)"/>')],
      ['program.js', script],
      ['feed.xml', text('<feed/>')],
      ['large.bin', large],
      ['folder/a.txt', text('abc'.repeat(400))],
    ]);
    await account.publish([await account.create('<p>hello</p>')], { files });
    const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
    node.watch(didToIpnsName(account.signer.did), {});
    await node.connect(gateway.multiaddrs[0] ?? '');
    await gateway.write(
      'POST',
      '/pollen/hosting',
      await buildHostingRequest(account.signer, { origin: gateway.origin, nowMs: Date.now() }),
    );
    if (account.root === undefined) throw new Error('no root');
    await node.publish(account.signer, account.root);
    root = account.root.toString();
    await expect.poll(async () => (await gateway.send(`/ipfs/${root}?format=raw`)).status, { timeout: 10_000 }).toBe(200);
    await gateway.settled(didToIpnsName(account.signer.did));
    await node.stop();
  }, 30_000);

  it('is a web site at the content origin, where scripts do not run', async () => {
    const page = await at127(`/ipns/${name}/`);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/^sandbox /);
    expect(policy).not.toMatch(/allow-(scripts|same-origin)|script-src/);
    expect((await at127(`/ipns/${name}`)).headers['location']).toBe(`/ipns/${name}/`);
    const own = await gateway.send('/', { host: `${name}.ipns.localhost:${gateway.port}` });
    expect(own.text).toContain('<script>');
    expect(own.headers['content-security-policy']).toMatch(/^sandbox /);
    const listing = await at127(`/ipns/${name}/folder/`);
    expect(listing.text).toContain('a.txt');
    expect((await at127(`/ipns/${name}/program.js`)).headers['content-type']).toBe('application/octet-stream');
  });

  it('calls nothing ActivityStreams that lies elsewhere than at its account', async () => {
    for (const path of [
      `/ipns/${name}/folder/a.txt?filename=note.jsonld`,
      `/ipns/${name}${basePath(account.signer.did)}/outbox.jsonld`,
    ]) {
      expect((await at127(path)).headers['content-type'], path).not.toContain('ld+json');
    }
  });

  it('never acts on the app’s origin', async () => {
    const path = `/ipns/${name}/index.html`;
    const home = `http://127.0.0.1:${gateway.port}`;
    for (const active of [path, `/ipns/${name}/picture.svg`, `/ipns/${name}/feed.xml`, `/ipns/${name}/`]) {
      const answer = await gateway.send(active);
      expect(answer.status, active).toBe(307);
      expect(answer.headers['location']).toBe(home + active);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
    const document = `/${accountPaths(account.signer.did).actor}`;
    const opened = await gateway.send(document, { headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } });
    expect(opened.headers['location']).toBe(home + document);
    const fetched = await gateway.send(document, { headers: { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' } });
    expect(fetched.status).toBe(200);
    expect(fetched.headers['content-security-policy']).toBe("sandbox; default-src 'none'");
    expect(fetched.headers['x-content-type-options']).toBe('nosniff');
    expect(fetched.headers['cross-origin-resource-policy']).toBe('same-origin');
    for (const destination of ['script', 'worker', 'serviceworker', 'sharedworker', 'style', 'object', 'embed']) {
      for (const target of [document, `/ipns/${name}/program.js`]) {
        expect((await gateway.send(target, { headers: { 'sec-fetch-dest': destination } })).status, destination).toBe(403);
        expect((await at127(target, { 'sec-fetch-dest': destination })).status, destination).toBe(403);
      }
    }
    expect((await at127(`/ipns/${name}/program.js`, { 'service-worker': 'script' })).status).toBe(403);
  });

  it('has an active file as text where there is no other origin', async () => {
    const again = await gateway.restart({ publicUrl: 'https://pollen.example', appDirectory: import.meta.dirname });
    const answer = await again.send(`/ipns/${name}/picture.svg`, { host: 'pollen.example' });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['content-security-policy']).toBe("sandbox; default-src 'none'");
  });

  it('tells caches what may be kept', async () => {
    const immutable = await at127(`/ipfs/${root}/folder/a.txt`);
    expect(immutable.headers['cache-control']).toContain('immutable');
    const mutable = await at127(`/ipns/${name}/folder/a.txt`);
    expect(mutable.headers['cache-control']).toBe('public, max-age=300');
    const etag = String(mutable.headers['etag']);
    expect((await at127(`/ipns/${name}/folder/a.txt`, { 'if-none-match': `W/"x", ${etag}` })).status).toBe(304);
    expect((await at127(`/ipns/${name}/folder/a.txt`, { 'if-none-match': '"x"' })).status).toBe(200);
    const missing = await at127(`/ipfs/${root}/nothing`);
    expect(missing.status).toBe(404);
    expect(missing.headers['cache-control']).toBe('no-store');
  });

  it('is compressed for those who can read it, and known again in either form', async () => {
    const path = `/${pagePath(account.signer.did, 0)}`;
    const plain = await gateway.send(path);
    const compressed = await gateway.send(path, { headers: { 'accept-encoding': 'gzip' } });
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(compressed.body.length).toBeLessThan(plain.body.length);
    expect(compressed.headers['etag']).toBe(String(plain.headers['etag']).replace(/"$/, '-gzip"'));
    expect((await gateway.send(path, { headers: { 'if-none-match': String(compressed.headers['etag']) } })).status).toBe(304);
    expect(plain.headers['access-control-expose-headers']).toContain('ETag');
  });

  it('answers HEAD, ranges, and what cannot be', async () => {
    const head = await gateway.send(`/ipfs/${root}/large.bin`, { method: 'HEAD' });
    expect(head.headers['content-length']).toBe('2500000');
    expect(head.body).toHaveLength(0);
    const part = await at127(`/ipfs/${root}/large.bin`, { range: 'bytes=1048570-1048580' });
    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe('bytes 1048570-1048580/2500000');
    expect(part.body.equals(large.subarray(1_048_570, 1_048_581))).toBe(true);
    expect((await at127(`/ipfs/${root}/large.bin`, { range: 'bytes=-5' })).body.equals(large.subarray(-5))).toBe(true);
    expect((await at127(`/ipfs/${root}/large.bin`, { range: 'bytes=2500000-' })).status).toBe(416);
    expect((await at127(`/ipfs/${root}/large.bin`, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
    expect((await at127('/ipfs/not-a-cid')).status).toBe(400);
    expect((await at127('/ipns/not-a-name')).status).toBe(400);
    expect((await at127(`/ipfs/${root}?format=tar`)).status).toBe(400);
    expect((await at127(`/ipfs/${root}/%ff`)).status).toBe(400);
    const unknown = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';
    expect((await at127(`/ipfs/${unknown}`)).status).toBe(404);
    expect((await at127(`/ipfs/${unknown}`, { 'cache-control': 'only-if-cached' })).status).toBe(412);
    expect((await at127(`/ipns/${name}/`, {})).status).toBe(200);
    expect((await gateway.send(`/ipns/${name}/`, { method: 'POST' })).status).toBe(405);
  });

  it('can be verified: raw, CAR, IPNS record', async () => {
    const raw = await gateway.send(`/ipfs/${root}`, { headers: { accept: 'application/vnd.ipld.raw' } });
    expect(raw.headers['content-type']).toBe('application/vnd.ipld.raw');
    expect(account.root !== undefined && matchesCid(account.root, raw.body)).toBe(true);
    const record = await gateway.send(`/ipns/${name}?format=ipns-record`);
    expect(record.headers['content-type']).toBe('application/vnd.ipfs.ipns-record');

    const count = async (path: string, scope?: string): Promise<number> => {
      const query = scope === undefined ? '?format=car' : `?format=car&dag-scope=${scope}`;
      const car = await CarReader.fromBytes((await gateway.send(`/ipfs/${root}${path}${query}`)).body);
      expect((await car.getRoots()).map(String)).toEqual([root]);
      let blocks = 0;
      for await (const block of car.blocks()) {
        blocks += 1;
        expect(matchesCid(block.cid, block.bytes)).toBe(true);
      }
      return blocks;
    };
    expect(await count('', 'block')).toBe(1);
    expect(await count('', 'entity')).toBe(1);
    expect(await count('')).toBe(account.store.size);
    expect(await count('/large.bin', 'block')).toBe(2);
    expect(await count('/large.bin', 'entity')).toBe(5);
    expect(await count('/folder', 'all')).toBe(3);
    expect((await gateway.send(`/ipfs/${root}?format=car&dag-scope=some`)).status).toBe(400);
    expect((await gateway.send('/ipfs/bafkqaaa?format=raw')).status).toBe(200);
  });

  it('is a source for the app’s own reader', async () => {
    if (account.root === undefined) throw new Error('no root');
    const source = createGatewaySource(`http://127.0.0.1:${gateway.port}`);
    const paths = [accountPaths(account.signer.did).outbox, pagePath(account.signer.did, 0)];
    const blocks = await source.fetchPaths(account.root, paths);
    expect(blocks.ok && blocks.value.length).toBeGreaterThan(4);
  });

  it('is the documents of an account under web addresses', async () => {
    const { did } = account.signer;
    const outbox = `${basePath(did)}/outbox.jsonld`;
    expect((await gateway.send(outbox.replaceAll(':', '%3A'))).status).toBe(200);
    for (const method of ['POST', 'PUT']) {
      const refused = await gateway.send(`${basePath(did)}/inbox.jsonld`, { method, body: '{}' });
      expect(refused.status).toBe(405);
      expect(refused.headers['allow']).toContain('GET');
    }
    const stranger = createAccountFixture({ seed: 77 }).signer.did;
    expect((await gateway.send(`${basePath(stranger)}/outbox.jsonld`)).status).toBe(404);
    expect((await gateway.send(`${basePath(did)}/../x`)).status).toBe(404);
    expect((await gateway.send('/.well-known/apgateway/did:web:x/actor.jsonld')).status).toBe(404);
  });
});
