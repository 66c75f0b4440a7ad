import { afterEach, describe, expect, it, vi } from 'vitest';
import { bodyTag } from '../../protocol/fediverse/body-tag.ts';
import { testSigner } from '../../network/testing/fixtures.ts';
import { buildHostingRequest } from '../../network/gateways/hosting-request.ts';
import { startTestGateway as startServer, type TestAnswers } from '../../../tests/fixtures/test-gateway.ts';
import { startTestGateway, type TestAnswer, type TestGateway } from '../gateway-fixture.ts';
import { createPasses } from './passes.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const close of closing.splice(0)) close();
});
const serve = async (answers: TestAnswers) => {
  const server = await startServer(answers);
  closing.push(server.close);
  return server;
};
const document = (body: string, type = 'application/activity+json', headers: Record<string, string> = {}) => ({
  body,
  headers: { 'content-type': type, ...headers },
});
const question = (url: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ url, accept: 'application/activity+json', maxBytes: 10_000, ...more });
const ask = (gateway: TestGateway, url: string, more: Record<string, unknown> = {}): Promise<TestAnswer> =>
  gateway.write('POST', '/pollen/fetch', question(url, more));
/** A gateway on one's own machine, in a laboratory: the servers of these tests are on 127.0.0.1. */
const laboratory = (): Promise<TestGateway> => startTestGateway({ privateHosts: true });

describe('reading a document for the app', () => {
  it('passes it on as what it is, so that nothing of it can act here', async () => {
    const server = await serve((_method, path) =>
      path === '/old' ? { status: 301, headers: { location: '/new' } } : document('{"a":1}', 'application/ld+json; profile="x"'),
    );
    const answer = await ask(await laboratory(), `${server.origin}/old#part`);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('{"a":1}');
    expect(answer.headers).toMatchObject({
      'content-type': 'application/activity+json',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': 'attachment; filename="document"',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'x-pollen-url': `${server.origin}/new`,
    });
    expect(answer.headers['access-control-expose-headers']).toContain('X-Pollen-Url');
  });

  it.each([
    ['application/json; charset=utf-8', 'application/json'],
    ['application/jrd+json', 'application/jrd+json'],
    ['application/atom+xml', 'application/xml'],
    ['text/xml; charset="ISO-8859-1"', 'application/xml; charset=ISO-8859-1'],
    ['application/rss+xml', 'application/xml'],
  ])('passes %s on as %s', async (type, passed) => {
    const server = await serve(() => document('x', type));
    const answer = await ask(await laboratory(), server.origin);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, passed]);
  });

  it.each(['text/html', 'text/plain', 'image/svg+xml', 'application/javascript', 'image/png', 'application/octet-stream', ''])(
    'does not pass on what is %j',
    async (type) => {
      const server = await serve(() => document('<script>1</script>', type));
      const answer = await ask(await laboratory(), server.origin);
      expect(answer.status).toBe(502);
      expect(JSON.parse(answer.text)).toEqual({ type: 'refused', status: 415 });
    },
  );

  it('gives of a page only the links', async () => {
    const page =
      '<head><script>var link = `<link rel=alternate href="/no">`</script><link href=/a.atom type="application/atom+xml" rel="alternate">' +
      '<link rel=stylesheet href=x.css></head><body><link rel=alternate href=/late>';
    const server = await serve(() => document(page, 'text/html; charset=utf-8'));
    const answer = await ask(await laboratory(), server.origin, { accept: 'text/html, application/activity+json' });
    expect(answer.headers['content-type']).toBe('application/vnd.pollen.links+json');
    expect(JSON.parse(answer.text)).toEqual({
      links: [{ rel: 'alternate', type: 'application/atom+xml', href: `${server.origin}/a.atom` }],
    });
  });

  it('asks on conditionally, and says when nothing changed', async () => {
    const conditions: unknown[] = [];
    let body = '{"a":1}';
    const server = await serve((_method, _path, _body, headers) => {
      conditions.push(headers['if-none-match']);
      return headers['if-none-match'] === `"${body.length}"`
        ? { status: 304 }
        : document(body, 'application/json', { etag: `"${body.length}"` });
    });
    const gateway = await laboratory();
    expect((await ask(gateway, server.origin)).status).toBe(200);
    const etag = bodyTag(Buffer.from(body));
    expect(await ask(gateway, server.origin, { etag })).toMatchObject({ status: 204, text: '' });
    expect((await ask(gateway, server.origin, { etag: 'another' })).text).toBe(body);
    body = '{"a":22}';
    expect((await ask(gateway, server.origin, { etag })).text).toBe(body);
    expect(conditions).toEqual([undefined, '"7"', undefined, '"7"']);
  });

  it('says what the server said, when it said no', async () => {
    const server = await serve((_method, path) =>
      path === '/busy' ? { status: 429, headers: { 'retry-after': '7' } } : { status: Number(path.slice(1)) },
    );
    const gateway = await laboratory();
    const errors = await Promise.all(['/401', '/404', '/410', '/busy'].map((path) => ask(gateway, server.origin + path)));
    expect(errors.map(({ text }) => JSON.parse(text))).toEqual([
      { type: 'refused', status: 401 },
      { type: 'refused', status: 404 },
      { type: 'refused', status: 410 },
      { type: 'refused', status: 429, retryAfterMs: 7000 },
    ]);
  });

  it('ends: too large, in circles, nobody there', async () => {
    const server = await serve((_method, path) =>
      path === '/large' ? document('x'.repeat(10_001)) : { status: 302, headers: { location: '/circle' } },
    );
    const gateway = await laboratory();
    expect(JSON.parse((await ask(gateway, `${server.origin}/large`)).text)).toEqual({ type: 'too-large' });
    expect(JSON.parse((await ask(gateway, `${server.origin}/circle`)).text)).toMatchObject({ type: 'unreachable' });
    server.close();
    expect(JSON.parse((await ask(gateway, server.origin)).text)).toMatchObject({ type: 'unreachable' });
  });

  it('asks neither itself nor, outside a laboratory, anything that is not public', async () => {
    const gateway = await laboratory();
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(JSON.parse((await ask(gateway, `http://${host}:${gateway.port}/pollen/gateway.json`)).text)).toEqual({
        type: 'not-allowed',
      });
    const server = await serve(() => document('{}'));
    const careful = await startTestGateway();
    for (const url of [server.origin, 'https://127.0.0.1/', 'https://[::1]/', 'https://10.0.0.1/', 'http://mastodon.example/'])
      expect(JSON.parse((await ask(careful, url)).text), url).toEqual({ type: 'not-allowed' });
    expect(server.requests).toEqual([]);
  });

  it.each([
    '',
    'no JSON',
    '[]',
    '{"url":"https://a.example/","accept":"a"}',
    '{"url":"nonsense","accept":"a","maxBytes":1}',
    '{"url":"https://a.example/","accept":"a\\r\\nCookie: x","maxBytes":1}',
    '{"url":"https://a.example/","accept":"a","maxBytes":-1}',
    JSON.stringify({ url: `https://a.example/${'a'.repeat(3000)}`, accept: 'a', maxBytes: 1 }),
  ])('does not understand %j', async (body) => {
    const gateway = await laboratory();
    expect((await gateway.write('POST', '/pollen/fetch', body)).status).toBe(400);
  });

  it('gives each client and each server so many questions', async () => {
    const server = await serve(() => document('{}'));
    const gateway = await laboratory();
    // The clock stands still, or a slow machine would be given more meanwhile.
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    const statuses: number[] = [];
    for (let i = 0; i < 70; i++) statuses.push((await ask(gateway, server.origin)).status);
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(200));
    const last = await ask(gateway, server.origin);
    expect([last.status, last.headers['retry-after']]).toEqual([429, '10']);
  });
});

describe('who may ask', () => {
  it('is a page of the app with the token, or a program with the token; nobody else', async () => {
    const server = await serve(() => document('{}'));
    const gateway = await laboratory();
    const { token } = JSON.parse((await gateway.send('/pollen/gateway.json')).text);
    const own = `http://localhost:${gateway.port}`;
    const status = async (headers: Record<string, string>, method = 'POST'): Promise<number> =>
      (await gateway.send('/pollen/fetch', { method, headers, ...(method === 'POST' && { body: question(server.origin) }) }))
        .status;
    expect(await status({ origin: own, 'x-pollen-token': token })).toBe(200);
    expect(await status({ 'x-pollen-token': token })).toBe(200);
    const before = server.requests.length;
    const refused: readonly Record<string, string>[] = [
      {},
      { origin: own },
      { origin: own, 'x-pollen-token': `${token}x` },
      { origin: 'https://evil.example', 'x-pollen-token': token },
      { origin: 'null', 'x-pollen-token': token },
      { origin: `http://127.0.0.1:${gateway.port}`, 'x-pollen-token': token },
      { 'sec-fetch-site': 'cross-site', 'x-pollen-token': token },
    ];
    for (const headers of refused) expect(await status(headers), JSON.stringify(headers)).toBe(403);
    expect(await status({ origin: own, 'x-pollen-token': token }, 'GET')).toBe(405);
    const preflight = await gateway.send('/pollen/fetch', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
    expect(server.requests.length).toBe(before);
  });

  it('is only who has an account there, where the gateway serves others, too', async () => {
    const server = await serve(() => document('{}'));
    const publicUrl = 'https://pollen.example';
    const gateway = await startTestGateway({ publicUrl, privateHosts: true, invites: ['please'] });
    const host = 'pollen.example';
    const headers = { origin: 'https://other.example', 'x-pollen-token': '' };
    headers['x-pollen-token'] = JSON.parse((await gateway.send('/pollen/gateway.json', { host })).text).token;
    const post = (path: string, body: string | Uint8Array) => gateway.send(path, { host, method: 'POST', headers, body });
    expect((await post('/pollen/fetch', question(server.origin))).status).toBe(403);
    const signer = testSigner(1);
    const forged = createPasses().issue(signer.did);
    expect((await post('/pollen/fetch', question(server.origin, { pass: forged }))).status).toBe(403);
    const asked = await buildHostingRequest(signer, { origin: publicUrl, nowMs: Date.now(), invite: 'please' });
    const { pass } = JSON.parse((await post('/pollen/hosting', asked)).text);
    expect((await post('/pollen/fetch', question(server.origin, { pass }))).status).toBe(200);
    expect((await post('/pollen/fetch', question(server.origin, { pass: `${pass}x` }))).status).toBe(403);
    // Again, the account's own request brings it.
    expect(JSON.parse((await post('/pollen/hosting', asked)).text).pass).toBe(pass);
    // Who is not kept any more is out.
    await gateway.setLists({ denied: [signer.did], invites: [] });
    expect((await post('/pollen/fetch', question(server.origin, { pass }))).status).toBe(403);
  });

  it('is nobody where the operator does not want it', async () => {
    const gateway = await startTestGateway({ fetches: false });
    expect((await ask(gateway, 'https://mastodon.example/')).status).toBe(404);
  });
});

describe('passes', () => {
  const { did } = testSigner(1);
  const passes = createPasses();

  it('name an account, and cannot be made', () => {
    expect(passes.owner(passes.issue(did))).toBe(did);
    for (const forged of ['', '.', did, `${did}.`, createPasses().issue(did), passes.issue(did).replace(did, testSigner(2).did)])
      expect(passes.owner(forged), forged).toBeUndefined();
  });
});
