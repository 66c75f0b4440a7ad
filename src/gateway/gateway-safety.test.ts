import { createConnection } from 'node:net';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';
import { tryStartGateway } from './gateway.ts';

const name = 'k51qzi5uqu5dhhtq5jsxkmvgfsd0v1fyfdyeb4j8bm6hz5xk4ke5knrxhm6m0q';
const recordPath = `/routing/v1/ipns/${name}`;

async function builtApp(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'pollen-app-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), `<!doctype html><title>Pollen</title>${' '.repeat(600)}`);
  await writeFile(join(directory, 'service-worker.js'), 'self.x = 1;');
  await writeFile(join(directory, 'assets/index-abc123.js'), `console.log('${'x'.repeat(600)}');`);
  await writeFile(join(directory, '_headers'), 'secret');
  return directory;
}

const withApp = async (): Promise<TestGateway> => startTestGateway({ appDirectory: await builtApp() });

describe('names', () => {
  it('answers only for its own names: a rebound DNS name ends at 421', async () => {
    const gateway = await withApp();
    const { port } = gateway;
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      expect((await gateway.send('/pollen/gateway.json', { host })).status, host).toBe(200);
    }
    for (const host of [
      `evil.example:${port}`,
      'localhost',
      'localhost:1',
      `localhost.evil.example:${port}`,
      `10.0.0.7:${port}`,
      `localhost:${port}.evil.example`,
    ]) {
      const answer = await gateway.send('/pollen/gateway.json', { host });
      expect(answer.status, host).toBe(421);
      expect(answer.text).not.toContain('token');
    }
  });

  it('answers for its public name when it has one', async () => {
    const gateway = await startTestGateway({ publicUrl: 'https://pollen.example' });
    const card = await gateway.send('/pollen/gateway.json', {
      host: 'pollen.example',
      headers: { origin: 'https://other.example' },
    });
    expect(card.headers['access-control-allow-origin']).toBe('https://other.example');
    expect(JSON.parse(card.text)).toMatchObject({ public: true, origin: 'https://pollen.example', stun: [] });
    expect(JSON.parse(card.text).multiaddrs[0]).toMatch(/^\/dns4\/pollen\.example\/tcp\/443\/tls\/ws\/p2p\/12D3/);
    expect((await gateway.send('/', { host: `pollen.example:${gateway.port}` })).status).toBe(421);
  });

  it('treats an absolute request target as a path of its own', async () => {
    const gateway = await withApp();
    expect((await gateway.send('http://evil.example/pollen/gateway.json')).text).toContain('<title>Pollen</title>');
    expect((await gateway.send('//evil.example/x')).status).toBe(404);
  });
});

describe('writes', () => {
  it('need the token and an origin that may write', async () => {
    const gateway = await withApp();
    const { token } = JSON.parse((await gateway.send('/pollen/gateway.json')).text);
    const put = (headers: Record<string, string>): Promise<{ status: number }> =>
      gateway.send(recordPath, { method: 'PUT', body: 'x', headers });
    const origin = `http://localhost:${gateway.port}`;
    expect((await put({ origin })).status).toBe(403);
    expect((await put({ origin, 'x-pollen-token': `${token}x` })).status).toBe(403);
    for (const foreign of ['https://evil.example', 'null', `http://127.0.0.1:${gateway.port}`, 'http://localhost:1']) {
      expect((await put({ origin: foreign, 'x-pollen-token': token })).status, foreign).toBe(403);
    }
    // Through the rules, and refused for what it is: no record.
    expect((await put({ origin, 'x-pollen-token': token })).status).toBe(400);
  });

  it('are for programs, too, with the token, but not for a page that hides where it is from', async () => {
    const gateway = await withApp();
    const { token } = JSON.parse((await gateway.send('/pollen/gateway.json')).text);
    const endpoints = [
      ['PUT', recordPath],
      ['POST', '/pollen/hosting'],
      ['POST', '/pollen/responses'],
      ['POST', '/pollen/hosts'],
    ] as const;
    const status = async (method: string, path: string, headers: Record<string, string>): Promise<number> =>
      (await gateway.send(path, { method, body: '{}', headers })).status;
    const pages: readonly Record<string, string>[] = [
      { origin: 'null' },
      { origin: '' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-dest': 'document' },
    ];
    for (const [method, path] of endpoints) {
      // Refused for what they bring, not for who they are.
      expect([400, 404], path).toContain(await status(method, path, { 'x-pollen-token': token }));
      // Other servers say without a token that they have answers (bridge-spec section 13.2).
      const without = path === '/pollen/hosts' ? 400 : 403;
      expect(await status(method, path, {}), path).toBe(without);
      expect(await status(method, path, { 'x-pollen-token': `${token.slice(0, -1)}~` }), path).toBe(without);
      for (const page of pages) {
        const headers: Record<string, string> = { ...page, 'x-pollen-token': token };
        expect(await status(method, path, headers), `${path} ${JSON.stringify(page)}`).toBe(403);
      }
    }
    // The real thing: what `fetch` in Node sends of its own accord.
    const written = await fetch(`http://127.0.0.1:${gateway.port}${recordPath}`, {
      method: 'PUT',
      body: 'x',
      headers: { 'x-pollen-token': token },
    });
    expect(written.status).toBe(400);
    // By another name than the gateway's own a program gets nothing either.
    const rebound = { method: 'PUT', body: 'x', host: `evil.example:${gateway.port}`, headers: { 'x-pollen-token': token } };
    expect((await gateway.send(recordPath, rebound)).status).toBe(421);
  });

  it('may come from a further origin that the operator allows', async () => {
    const gateway = await startTestGateway({ allowOrigins: ['https://app.example'] });
    const headers = { origin: 'https://app.example' };
    const card = await gateway.send('/pollen/gateway.json', { headers });
    expect(card.headers['access-control-allow-origin']).toBe('https://app.example');
    const preflight = await gateway.send(recordPath, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-pollen-token' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('X-Pollen-Token');
    const put = await gateway.send(recordPath, {
      method: 'PUT',
      body: 'x',
      headers: { ...headers, 'x-pollen-token': JSON.parse(card.text).token },
    });
    expect(put.status).toBe(400);
    expect(put.headers['access-control-allow-origin']).toBe('https://app.example');
  });

  it('show no token and no permission to pages of other origins', async () => {
    const gateway = await withApp();
    const headers = { origin: 'https://evil.example' };
    const card = await gateway.send('/pollen/gateway.json', { headers });
    expect(card.status).toBe(403);
    expect(card.headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await gateway.send(recordPath, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'PUT' },
    });
    expect(preflight.status).toBe(403);
    const read = await gateway.send(recordPath, { headers });
    expect(read.headers['access-control-allow-origin']).toBe('*');
  });

  it('are forgotten by a new token at the next start', async () => {
    const first = await startTestGateway();
    const token = JSON.parse((await first.send('/pollen/gateway.json')).text).token;
    const second = await first.restart();
    const card = JSON.parse((await second.send('/pollen/gateway.json')).text);
    expect(card.token).not.toBe(token);
    expect(card.peerId).toBe(first.peerId);
  });
});

describe('bounds', () => {
  it('refuses bodies that are too large, announced or not', async () => {
    const gateway = await withApp();
    const body = Buffer.alloc(20_000);
    expect((await gateway.write('PUT', recordPath, body)).status).toBe(413);
    expect((await gateway.write('PUT', recordPath, body, { 'transfer-encoding': 'chunked' })).status).toBe(413);
    expect((await gateway.write('PUT', recordPath, body.subarray(0, 10_240))).status).toBe(400);
  });

  it('refuses headers that are too large', async () => {
    const gateway = await withApp();
    expect((await gateway.send('/', { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431);
  });

  it('does not wait for a body that never ends', async () => {
    const gateway = await startTestGateway({ limits: { requestTimeoutMs: 300 } });
    const { token } = JSON.parse((await gateway.send('/pollen/gateway.json')).text);
    const socket = createConnection(gateway.port, '127.0.0.1');
    let received = '';
    socket.on('data', (data) => (received += data.toString()));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const head = [`PUT ${recordPath} HTTP/1.1`, `Host: localhost:${gateway.port}`, `Origin: http://localhost:${gateway.port}`];
    socket.write(`${head.join('\r\n')}\r\nX-Pollen-Token: ${token}\r\nContent-Length: 100\r\n\r\nhalf`);
    await closed;
    expect(received).toMatch(/^HTTP\/1\.1 408/);
  });

  it('gives each address a budget', async () => {
    const gateway = await startTestGateway({ limits: { burst: 5, perSecond: 0 } });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await gateway.send('/')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it('allows one address only so many connections', async () => {
    const gateway = await startTestGateway({ limits: { maxConnectionsPerAddress: 2 } });
    const sockets = Array.from({ length: 4 }, () => createConnection(gateway.port, '127.0.0.1'));
    let closed = 0;
    for (const socket of sockets) socket.on('error', () => {}).on('close', () => (closed += 1));
    await expect.poll(() => closed).toBe(2);
    for (const socket of sockets) socket.destroy();
  });

  it('lets no page of a foreign origin, and no foreign name, use the relay', async () => {
    const gateway = await startTestGateway();
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    const foreign = await gateway.send('/', { headers: { ...upgrade, origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    const rebound = await gateway.send('/', { host: `evil.example:${gateway.port}`, headers: upgrade });
    expect(rebound.status).toBe(421);
  });
});

describe('the app', () => {
  it('lives at localhost, with a strict policy', async () => {
    const gateway = await withApp();
    const page = await gateway.send('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    // Its own files, and the few lines in the page itself that are named by their digest.
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]{43}=';/);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  it('is not at 127.0.0.1, where strangers’ files are', async () => {
    const gateway = await withApp();
    const moved = await gateway.send('/?a=b', { host: `127.0.0.1:${gateway.port}` });
    expect(moved.status).toBe(307);
    expect(moved.headers['location']).toBe(`http://localhost:${gateway.port}/?a=b`);
  });

  it('serves hashed files for good, compressed, and the worker fresh', async () => {
    const gateway = await withApp();
    const script = await gateway.send('/assets/index-abc123.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(script.headers['content-encoding']).toBe('br');
    expect(script.headers['cache-control']).toContain('immutable');
    const again = await gateway.send('/assets/index-abc123.js', {
      headers: { 'accept-encoding': 'gzip, br', 'if-none-match': String(script.headers['etag']) },
    });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    const worker = await gateway.send('/service-worker.js', { headers: { 'service-worker': 'script' } });
    expect(worker.status).toBe(200);
    expect(worker.headers['cache-control']).toBe('no-cache');
  });

  it('has no files but those of the build', async () => {
    const gateway = await withApp();
    for (const path of ['/_headers', '/assets/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/.built-from', '/pollen/x']) {
      expect((await gateway.send(path)).status, path).toBe(404);
    }
    expect((await gateway.send('/', { method: 'POST' })).status).toBe(405);
  });
});

describe('start', () => {
  it('says plainly that the port is taken', async () => {
    const first = await startTestGateway();
    const dataDirectory = await mkdtemp(join(tmpdir(), 'pollen-gateway-'));
    const second = await tryStartGateway({ port: first.port, dataDirectory });
    expect(second).toEqual({ ok: false, error: { type: 'port-taken', port: first.port } });
  });

  it('does not share its folder with another gateway', async () => {
    const first = await startTestGateway();
    const second = await tryStartGateway({ port: 0, dataDirectory: first.dataDirectory });
    expect(second.ok ? '' : second.error).toMatchObject({ type: 'cannot-start' });
  });
});
