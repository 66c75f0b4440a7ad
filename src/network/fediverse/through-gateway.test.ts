import { afterEach, describe, expect, it } from 'vitest';
import { bodyTag } from '../../protocol/fediverse/body-tag.ts';
import type { WebRequest } from '../../protocol/ports/fediverse.ts';
import { startTestGateway as startRealGateway } from '../../gateway/gateway-fixture.ts';
import { createManualTimers } from '../../services/testing/manual-timers.ts';
import { startTestGateway, type TestAnswers } from '../../../tests/fixtures/test-gateway.ts';
import { createGatewayClient } from '../gateways/gateway-client.ts';
import { createGatewayTokens } from '../gateways/gateway-tokens.ts';
import { testSigner } from '../testing/fixtures.ts';
import { createFediverseWeb } from './fediverse-web.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
const serve = async (answers: TestAnswers) => {
  const server = await startTestGateway(answers);
  closing.push(server.close);
  return server;
};
const card = { version: 1, peerId: '12D3KooWLHMvhG1GXQ4XhLEPxb3M8pJLq14KE3vQxMEuS2UXkqvQ', multiaddrs: [], token: 'one' };
const ask = (url: string, more: Partial<WebRequest> = {}): WebRequest => ({
  url,
  accept: 'application/activity+json',
  maxBytes: 10_000,
  lane: 'import',
  allowGateway: true,
  ...more,
});

/** A browser that may read nothing but gateways: what it is not allowed to read looks like no connection. */
function browser(gateways: readonly string[], allowed: (url: string) => boolean = () => false) {
  const direct: string[] = [];
  const fetchAllowed: typeof fetch = (input, init) => {
    const url = String(input);
    if (gateways.some((origin) => url.startsWith(`${origin}/`))) return fetch(input, init);
    direct.push(url);
    return allowed(url) ? fetch(input, init) : Promise.reject(new TypeError('Failed to fetch'));
  };
  const tokens = createGatewayTokens();
  const timers = createManualTimers(1_000_000);
  const web = createFediverseWeb({
    appBase: 'http://localhost:8787/',
    gateways: () => gateways,
    tokens,
    nowMs: timers.nowMs,
    timers,
    fetch: fetchAllowed,
  });
  return { web, direct, tokens, timers };
}

describe('what pages may not read', () => {
  it('is read by one’s own gateway, which is asked first from then on', async () => {
    const gateway = await startRealGateway({ privateHosts: true });
    const body = '{"id":"x"}';
    const server = await serve(() => ({ body, headers: { 'content-type': 'application/activity+json', link: '<y>; rel="z"' } }));
    const { web, direct } = browser([gateway.origin]);
    const first = await web.ask(ask(`${server.origin}/users/1`));
    expect(first).toMatchObject({
      ok: true,
      value: {
        status: 200,
        url: `${server.origin}/users/1`,
        contentType: 'application/activity+json',
        link: '<y>; rel="z"',
        throughGateway: gateway.origin,
        etag: bodyTag(Buffer.from(body)),
      },
    });
    expect(first.ok && new TextDecoder().decode(first.value.bytes)).toBe(body);
    const etag = first.ok ? first.value.etag : undefined;
    expect(await web.ask(ask(`${server.origin}/users/1`, { etag }))).toMatchObject({ ok: true, value: { status: 304, etag } });
    await web.ask(ask(`${server.origin}/users/2`));
    expect(direct).toEqual([`${server.origin}/users/1`]);
    // Other kinds of addresses of the same server may be open.
    await web.ask(ask(`${server.origin}/api/v1/x`));
    expect(direct).toHaveLength(2);
  });

  it('is read by no gateway when that is not wanted, or when it must be written', async () => {
    const gateway = await serve(() => ({ body: JSON.stringify(card) }));
    const { web } = browser([gateway.origin]);
    expect(await web.ask(ask('https://a.example/', { allowGateway: false }))).toMatchObject({ ok: false });
    expect(await web.ask(ask('https://b.example/', { body: {} }))).toMatchObject({ ok: false });
    expect(gateway.requests).toEqual([]);
  });

  it('is told apart from what is not there, or refused', async () => {
    const gateway = await startRealGateway({ privateHosts: true });
    const server = await serve(() => ({ status: 410 }));
    const { web } = browser([gateway.origin]);
    expect(await web.ask(ask(`${server.origin}/gone`))).toEqual({ ok: false, error: { type: 'refused', status: 410 } });
    server.close();
    expect(await web.ask(ask(`${server.origin}/gone`))).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });

  it('is asked with a fresh token when the gateway has begun a new life', async () => {
    let token = 'one';
    const gateway = await serve((_method, path, _body, headers) => {
      if (path === '/pollen/gateway.json') return { body: JSON.stringify({ ...card, token }) };
      return headers['x-pollen-token'] === token
        ? { body: '{}', headers: { 'content-type': 'application/json' } }
        : { status: 403 };
    });
    const { web } = browser([gateway.origin]);
    expect((await web.ask(ask('https://a.example/x'))).ok).toBe(true);
    token = 'two';
    expect((await web.ask(ask('https://a.example/x'))).ok).toBe(true);
  });

  it('leaves a gateway alone that does not do this, and goes to the next', async () => {
    const unwilling = await serve((_method, path) =>
      path === '/pollen/gateway.json' ? { body: JSON.stringify(card) } : { status: 404 },
    );
    const willing = await serve((_method, path) =>
      path === '/pollen/gateway.json'
        ? { body: JSON.stringify(card) }
        : { body: '{}', headers: { 'content-type': 'application/json' } },
    );
    const { web, timers } = browser([unwilling.origin, willing.origin]);
    for (let i = 0; i < 3; i++)
      expect(await web.ask(ask(`https://a.example/x/${i}`))).toMatchObject({
        ok: true,
        value: { throughGateway: willing.origin },
      });
    const asked = () => unwilling.requests.filter((line) => line.includes('/fetch')).length;
    expect(asked()).toBe(1);
    timers.advance(5 * 60_000);
    await web.ask(ask('https://a.example/x/9'));
    expect(asked()).toBe(2);
  });

  it.each(['<html>', '{"type":"refused"}', '{"type":"unreachable","reason":7}', 'null', ''])(
    'is not known by nonsense from a gateway: %j',
    async (body) => {
      const gateway = await serve((_method, path) =>
        path === '/pollen/gateway.json' ? { body: JSON.stringify(card) } : { status: 502, body },
      );
      const { web } = browser([gateway.origin]);
      expect(await web.ask(ask('https://a.example/x'))).toEqual({
        ok: false,
        error: { type: 'unreachable', reason: 'Failed to fetch' },
      });
    },
  );

  it('waits for a gateway that has too much to do', async () => {
    const gateway = await serve((_method, path) =>
      path === '/pollen/gateway.json' ? { body: JSON.stringify(card) } : { status: 429, headers: { 'retry-after': '30' } },
    );
    const { web } = browser([gateway.origin]);
    const refused = { ok: false, error: { type: 'refused', status: 429, retryAfterMs: 30_000 } };
    expect(await web.ask(ask('https://a.example/x'))).toEqual(refused);
    expect(await web.ask(ask('https://a.example/y'))).toEqual(refused);
    expect(gateway.requests.filter((line) => line.includes('/fetch'))).toHaveLength(1);
  });

  it('is read by a gateway that serves others, too, for who is kept there', async () => {
    const { port } = await startRealGateway({ privateHosts: true, publicUrl: 'https://pollen.example', openHosting: true });
    const origin = `http://localhost:${port}`;
    const server = await serve(() => ({ body: '{}', headers: { 'content-type': 'application/json' } }));
    const { web, tokens } = browser([origin]);
    expect((await web.ask(ask(`${server.origin}/a`))).ok).toBe(false);
    const client = createGatewayClient({ tokens });
    expect((await client.requestHosting(origin, testSigner(1))).ok).toBe(true);
    const later = browser([origin]);
    const pass = tokens.pass(origin);
    expect(pass).toBeDefined();
    later.tokens.keepPass(origin, pass ?? '');
    expect((await later.web.ask(ask(`${server.origin}/a`))).ok).toBe(true);
  });
});
