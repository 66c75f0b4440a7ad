import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountPaths, pagePath } from '../../protocol/identity/paths.ts';
import { type AccountFixture, createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { startTestGateway, type TestGateway } from '../gateway-fixture.ts';
import { type HostedAccount, hostAccount } from '../hosted-fixture.ts';
import * as level from '../level-block-store.ts';

/** All that the gateway sends for one request, headers included. */
function rawAnswer(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    let received = '';
    socket.on('data', (data) => (received += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
    socket.write(`${[...lines, `Host: 127.0.0.1:${port}`, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  });
}

describe('polling', () => {
  let gateway: TestGateway;
  let account: AccountFixture;
  let hosted: HostedAccount;
  let outbox: string;
  let reads: number;

  beforeEach(async () => {
    reads = 0;
    const create = level.createLevelBlockStore;
    vi.spyOn(level, 'createLevelBlockStore').mockImplementation((database) => {
      const store = create(database);
      return {
        ...store,
        get: (cid) => ((reads += 1), store.get(cid)),
        getMany: (cids) => ((reads += 1), store.getMany(cids)),
        has: (cid) => ((reads += 1), store.has(cid)),
      };
    });
    gateway = await startTestGateway();
    account = createAccountFixture({ nowMs: Date.now() - 3_600_000, stepMs: 1000 });
    await account.publish([await account.create('<p>hello</p>')]);
    hosted = await hostAccount(account, gateway);
    outbox = `/${accountPaths(account.signer.did).outbox}`;
  }, 30_000);
  afterEach(async () => {
    vi.restoreAllMocks();
    await hosted.node.stop();
  });

  it('costs a poller of an unchanged account 500 bytes at most, and the disk nothing', async () => {
    const first = await gateway.send(outbox, { headers: { 'accept-encoding': 'br' } });
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^"baf[a-z0-9]+-br"$/);
    expect(etag).not.toMatch(/^W/);
    expect(reads).toBeGreaterThan(0);
    // Whoever asks first, with whatever tag, is answered by the endpoint.
    expect((await gateway.send(outbox, { host: `127.0.0.1:${gateway.port}` })).status).toBe(200);
    reads = 0;
    for (const path of [outbox, outbox.replaceAll(':', '%3A')]) {
      for (let round = 0; round < 2; round++) {
        const raw = await rawAnswer(gateway.port, [`GET ${path} HTTP/1.1`, `If-None-Match: ${etag}`, 'Accept-Encoding: br']);
        expect(raw).toMatch(/^HTTP\/1\.1 304 /);
        expect(raw.length).toBeLessThanOrEqual(500);
        expect(raw).toContain(`ETag: ${etag}`);
        expect(raw).toContain('Cache-Control: no-cache');
        expect(raw).toContain('Access-Control-Allow-Origin: *');
        expect(raw).toContain('Vary: Accept-Encoding');
        expect(raw.endsWith('\r\n\r\n')).toBe(true);
      }
    }
    expect(reads).toBe(0);
  });

  it('tells a poller of news with the next question, and what has not changed stays unchanged', async () => {
    const actor = `/${accountPaths(account.signer.did).actor}`;
    const etagOf = async (path: string): Promise<string> => String((await gateway.send(path)).headers['etag']);
    const [before, actorBefore] = [await etagOf(outbox), await etagOf(actor)];
    const ask = (path: string, etag: string): Promise<{ status: number; text: string }> =>
      gateway.send(path, { headers: { 'if-none-match': etag } });
    expect((await ask(outbox, before)).status).toBe(304);
    await account.publish([await account.create('<p>more</p>')]);
    await hosted.publish();
    const news = await ask(outbox, before);
    expect(news.status).toBe(200);
    expect(JSON.parse(news.text).totalItems).toBe(2);
    expect((await ask(outbox, await etagOf(outbox))).status).toBe(304);
    expect((await ask(actor, actorBefore)).status).toBe(304);
  });

  it('has compressed the newest page before anybody asks, better than in a hurry', async () => {
    const page = `/${pagePath(account.signer.did, 0)}`;
    for (let post = 0; post < 12; post++) await account.publish([await account.create(`<p>${'word '.repeat(post)}</p>`)]);
    await hosted.publish();
    reads = 0;
    const sizes = new Map<string, number>();
    for (const encoding of ['identity', 'gzip', 'br'])
      sizes.set(encoding, (await gateway.send(page, { headers: { 'accept-encoding': encoding } })).body.length);
    expect(reads).toBe(0);
    expect(sizes.get('gzip')).toBeLessThan((sizes.get('identity') ?? 0) / 4);
    expect(sizes.get('br')).toBeLessThan(sizes.get('gzip') ?? 0);
  });

  it('remembers nothing that would let a page have a document as its program', async () => {
    const etag = String((await gateway.send(outbox)).headers['etag']);
    const conditional = { 'if-none-match': etag };
    expect((await gateway.send(outbox, { headers: { ...conditional, 'sec-fetch-dest': 'empty' } })).status).toBe(304);
    for (const destination of ['script', 'worker', 'style', 'serviceworker'])
      expect((await gateway.send(outbox, { headers: { ...conditional, 'sec-fetch-dest': destination } })).status).toBe(403);
    expect((await gateway.send(outbox, { headers: { ...conditional, 'service-worker': 'script' } })).status).toBe(403);
    const opened = { ...conditional, 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };
    expect((await gateway.send(outbox, { headers: opened })).status).toBe(307);
    expect((await gateway.send(outbox, { host: `evil.example:${gateway.port}`, headers: conditional })).status).toBe(421);
  });

  it('answers HEAD and preflights, and refuses what is posted', async () => {
    const head = await gateway.send(outbox, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(500);
    expect(head.body).toHaveLength(0);
    const etag = String(head.headers['etag']);
    expect((await gateway.send(outbox, { method: 'HEAD', headers: { 'if-none-match': etag } })).status).toBe(304);
    const preflight = await gateway.send(outbox, {
      method: 'OPTIONS',
      headers: { origin: 'https://reader.example', 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe('*');
    expect(preflight.headers['access-control-allow-headers']).toContain('If-None-Match');
    const inbox = outbox.replace('outbox', 'inbox');
    expect((await gateway.send(inbox, { method: 'POST', body: '{}', headers: { 'if-none-match': etag } })).status).toBe(405);
  });

  it('asks for patience when it has too much to do', async () => {
    const again = await gateway.restart({ limits: { maxRequestsAtOnce: 0 } });
    const busy = await again.send(outbox);
    expect(busy.status).toBe(503);
    expect(busy.headers['retry-after']).toBe('2');
  });
});
