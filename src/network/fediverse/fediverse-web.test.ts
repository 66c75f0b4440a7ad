import { afterEach, describe, expect, it } from 'vitest';
import { bodyTag } from '../../protocol/fediverse/body-tag.ts';
import type { WebRequest } from '../../protocol/ports/fediverse.ts';
import { startTestGateway, type TestAnswers } from '../../../tests/fixtures/test-gateway.ts';
import { createManualTimers } from '../../services/testing/manual-timers.ts';
import { createGatewayTokens } from '../gateways/gateway-tokens.ts';
import { createFediverseWeb, type FediverseWebOptions } from './fediverse-web.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
const serve = async (answers: TestAnswers) => {
  const server = await startTestGateway(answers);
  closing.push(server.close);
  return server;
};
const json = (value: unknown, headers: Record<string, string> = {}) => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json', ...headers },
});
const ask = (url: string, more: Partial<WebRequest> = {}): WebRequest => ({
  url,
  accept: 'application/json',
  maxBytes: 1000,
  lane: 'lookup',
  allowGateway: false,
  ...more,
});
const start = (options: Partial<FediverseWebOptions> = {}) => {
  const timers = createManualTimers(1_000_000);
  const web = createFediverseWeb({
    appBase: 'http://localhost:8787/',
    gateways: () => [],
    tokens: createGatewayTokens(),
    nowMs: timers.nowMs,
    timers,
    ...options,
  });
  return { web, timers };
};
/** A `fetch` that answers without a network: public names, failures, CORS. */
const pretend = (answer: (url: string, init: RequestInit) => Response | 'no connection'): typeof fetch & { urls: string[] } => {
  const urls: string[] = [];
  return Object.assign(
    async (input: string | URL | Request, init: RequestInit = {}) => {
      urls.push(String(input));
      const answered = answer(String(input), init);
      if (answered === 'no connection') throw new TypeError('Failed to fetch');
      return answered;
    },
    { urls },
  );
};

describe('a question', () => {
  it('is asked without anything that tells who asks, or that needs a preflight', async () => {
    let sent: Record<string, unknown> = {};
    const server = await serve((_method, _path, _body, headers) => {
      sent = headers;
      return json({ a: 1 }, { link: '<x>; rel="next"', etag: '"theirs"' });
    });
    const answer = await start().web.ask(ask(`${server.origin}/api/v1/x?y#z`));
    expect(answer).toMatchObject({
      ok: true,
      value: { status: 200, url: `${server.origin}/api/v1/x?y`, link: '<x>; rel="next"' },
    });
    expect(answer.ok && new TextDecoder().decode(answer.value.bytes)).toBe('{"a":1}');
    for (const name of ['cookie', 'authorization', 'referer', 'if-none-match', 'x-pollen-token', 'content-type'])
      expect(sent).not.toHaveProperty(name);
  });

  it('with a body is JSON, and goes by POST', async () => {
    const server = await serve((method, _path, body, headers) =>
      json([method, JSON.parse(body.toString()), headers['content-type']]),
    );
    const answer = await start().web.ask(ask(`${server.origin}/api/users/show`, { body: { username: 'a' } }));
    expect(answer.ok && JSON.parse(new TextDecoder().decode(answer.value.bytes))).toEqual([
      'POST',
      { username: 'a' },
      'application/json',
    ]);
  });

  it('is answered 304 when the same bytes come again', async () => {
    let text = 'one';
    const server = await serve(() => json(text));
    const { web } = start();
    const first = await web.ask(ask(server.origin));
    const etag = first.ok ? first.value.etag : undefined;
    expect(etag).toBe(bodyTag(new TextEncoder().encode('"one"')));
    expect(await web.ask(ask(server.origin, { etag }))).toMatchObject({
      ok: true,
      value: { status: 304, etag, bytes: new Uint8Array(0) },
    });
    text = 'two';
    expect(await web.ask(ask(server.origin, { etag }))).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it.each([
    'http://mastodon.example/api',
    'https://10.0.0.1/',
    'https://nas.local/',
    'https://me:secret@mastodon.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '',
  ])('is not put to %s', async (url) => {
    const fetch = pretend(() => new Response('{}'));
    expect(await start({ fetch }).web.ask(ask(url))).toEqual({ ok: false, error: { type: 'not-allowed' } });
    expect(fetch.urls).toEqual([]);
  });

  it('is not put to this machine by an app that comes from elsewhere', async () => {
    const fetch = pretend(() => new Response('{}'));
    const { web } = start({ appBase: 'https://pollen.example/', fetch });
    expect(await web.ask(ask('http://127.0.0.1:8787/'))).toEqual({ ok: false, error: { type: 'not-allowed' } });
  });

  it('that is led to a private address is not answered', async () => {
    const answer = new Response('{}');
    Object.defineProperty(answer, 'url', { value: 'https://router.lan/' });
    const { web } = start({ fetch: pretend(() => answer) });
    expect(await web.ask(ask('https://mastodon.example/'))).toEqual({ ok: false, error: { type: 'not-allowed' } });
  });

  it('that is led in circles ends', async () => {
    const server = await serve((_method, path) => ({ status: 302, headers: { location: path === '/a' ? '/b' : '/a' } }));
    expect(await start().web.ask(ask(`${server.origin}/a`))).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    expect(server.requests.length).toBeLessThanOrEqual(21);
  });

  it('takes no more bytes than it said, and none of a refusal', async () => {
    const server = await serve((_method, path) => ({ status: path === '/gone' ? 410 : 200, body: new Uint8Array(100_000) }));
    const { web } = start();
    expect(await web.ask(ask(server.origin))).toEqual({ ok: false, error: { type: 'too-large' } });
    expect(await web.ask(ask(`${server.origin}/gone`))).toEqual({ ok: false, error: { type: 'refused', status: 410 } });
  });

  it('for a page is answered with the links of the page', async () => {
    const page = '<html><head><link rel="alternate" type="application/atom+xml" href="/feed"></head><body><script>1</script>';
    const server = await serve(() => ({ body: page, headers: { 'content-type': 'text/html' } }));
    const { web } = start();
    const answer = await web.ask(ask(server.origin, { accept: 'text/html, application/atom+xml' }));
    expect(answer.ok && answer.value.contentType).toBe('application/vnd.pollen.links+json');
    expect(answer.ok && JSON.parse(new TextDecoder().decode(answer.value.bytes))).toEqual({
      links: [{ rel: 'alternate', type: 'application/atom+xml', href: `${server.origin}/feed` }],
    });
    // Who did not ask for one sees what it is.
    expect(await web.ask(ask(server.origin))).toMatchObject({ ok: true, value: { contentType: 'text/html' } });
  });

  it('can be given up', async () => {
    const server = await serve(() => 'silence');
    const { web } = start();
    const controller = new AbortController();
    const asked = web.ask(ask(server.origin), { signal: controller.signal });
    controller.abort();
    expect(await asked).toEqual({ ok: false, error: { type: 'aborted' } });
    expect(await web.ask(ask(server.origin), { signal: controller.signal })).toEqual({ ok: false, error: { type: 'aborted' } });
  });
});

describe('a server that asks for a pause', () => {
  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'x-ratelimit-reset': new Date(1_000_000 + 90_000).toISOString() }, 90_000],
    [{ 'retry-after': '999999' }, 3_600_000],
    [{ 'retry-after': 'nonsense' }, 60_000],
    [{}, 60_000],
  ])('with %j gets one', async (headers, retryAfterMs) => {
    let isBusy = true;
    const fetch = pretend(() => (isBusy ? new Response('', { status: 429, headers }) : Response.json({})));
    const { web, timers } = start({ fetch });
    const refused = { ok: false, error: { type: 'refused', status: 429, retryAfterMs } };
    expect(await web.ask(ask('https://a.example/1', { lane: 'refresh' }))).toEqual(refused);
    expect(await web.ask(ask('https://a.example/2', { lane: 'import' }))).toEqual(refused);
    isBusy = false;
    expect((await web.ask(ask('https://b.example/', { lane: 'refresh' }))).ok).toBe(true);
    timers.advance(retryAfterMs - 1);
    expect((await web.ask(ask('https://a.example/3', { lane: 'refresh' }))).ok).toBe(false);
    expect(fetch.urls).toEqual(['https://a.example/1', 'https://b.example/']);
    timers.advance(1);
    expect((await web.ask(ask('https://a.example/3', { lane: 'refresh' }))).ok).toBe(true);
  });

  it('for a moment is asked again after it by an import', async () => {
    let answers = 0;
    const fetch = pretend(() =>
      ++answers === 1 ? new Response('', { status: 503, headers: { 'retry-after': '5' } }) : Response.json({}),
    );
    const { web, timers } = start({ fetch });
    const first = web.ask(ask('https://a.example/1', { lane: 'import' }));
    const second = web.ask(ask('https://a.example/2', { lane: 'refresh' }));
    expect(await second).toMatchObject({ ok: true });
    await new Promise((resolve) => setImmediate(resolve));
    timers.advance(5_000);
    expect(await first).toMatchObject({ ok: true });
  });
});

describe('a pause whose timer comes early', () => {
  it('ends all the same', async () => {
    let answers = 0;
    const fetch = pretend(() =>
      ++answers === 1 ? new Response('', { status: 429, headers: { 'retry-after': '1' } }) : Response.json({}),
    );
    const timers = createManualTimers(1_000_000);
    let lateMs = 0;
    const { web } = start({ fetch, timers, nowMs: () => timers.nowMs() - lateMs });
    const asked = web.ask(ask('https://a.example/1', { lane: 'import' }));
    await expect.poll(() => timers.waiting()).toBeGreaterThan(0);
    await new Promise((resolve) => setImmediate(resolve));
    lateMs = 20;
    timers.advance(1_000);
    expect(fetch.urls).toHaveLength(1);
    timers.advance(20);
    expect(await asked).toMatchObject({ ok: true });
  });
});

describe('a server that does not answer', () => {
  it('is not asked again for a while, but by who looks somebody up', async () => {
    let isThere = false;
    const fetch = pretend(() => (isThere ? Response.json({}) : 'no connection'));
    const { web, timers } = start({ fetch });
    const rows = Array.from({ length: 50 }, (_, i) => web.ask(ask(`https://dead.example/${i}`, { lane: 'import' })));
    for (const answer of await Promise.all(rows)) expect(answer).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    // Two, and the one that began when the first had failed and the second had not yet.
    expect(fetch.urls).toHaveLength(3);
    isThere = true;
    expect((await web.ask(ask('https://dead.example/x', { lane: 'import' }))).ok).toBe(false);
    expect(fetch.urls).toHaveLength(3);
    timers.advance(4 * 60_000);
    expect((await web.ask(ask('https://dead.example/x', { lane: 'import' }))).ok).toBe(true);
  });

  it('can be tried by who waits for it, and is alive then', async () => {
    let isThere = false;
    const fetch = pretend(() => (isThere ? Response.json({}) : 'no connection'));
    const { web } = start({ fetch });
    await Promise.all([1, 2].map((i) => web.ask(ask(`https://dead.example/${i}`, { lane: 'import' }))));
    isThere = true;
    expect((await web.ask(ask('https://dead.example/x'))).ok).toBe(true);
    expect((await web.ask(ask('https://dead.example/x', { lane: 'import' }))).ok).toBe(true);
  });

  it('is not blamed when it was our own connection', async () => {
    let online = false;
    let wake = (): void => {};
    const environment = {
      isOnline: () => online,
      isVisible: () => true,
      onChange(listener: () => void) {
        wake = listener;
        return () => {};
      },
    };
    const fetch = pretend(() => (online ? Response.json({}) : 'no connection'));
    const { web } = start({ fetch, environment });
    for (let i = 0; i < 3; i++) await web.ask(ask(`https://a.example/${i}`, { lane: 'import' }));
    online = true;
    wake();
    expect((await web.ask(ask('https://a.example/', { lane: 'import' }))).ok).toBe(true);
  });

  it('is told from one that hides some of its addresses from pages', async () => {
    const fetch = pretend((url) => (url.includes('/api/') ? Response.json({}) : 'no connection'));
    const { web } = start({ fetch });
    expect((await web.ask(ask('https://a.example/api/1', { lane: 'import' }))).ok).toBe(true);
    for (let i = 0; i < 5; i++) expect((await web.ask(ask(`https://a.example/users/${i}`, { lane: 'import' }))).ok).toBe(false);
    expect((await web.ask(ask('https://a.example/api/2', { lane: 'import' }))).ok).toBe(true);
    expect(fetch.urls).toHaveLength(7);
  });
});
