import { afterEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { testSigner } from '../testing/fixtures.ts';
import { startTestGateway, type TestAnswers } from '../../../tests/fixtures/test-gateway.ts';
import { createHostClient } from './host-client.ts';

const { did } = testSigner(1);
const query = `actor=${encodeURIComponent(`ap://${did}/actor.jsonld`)}`;
let close = (): void => {};
afterEach(() => close());
const start = async (answers: TestAnswers) => {
  const host = await startTestGateway(answers);
  close = host.close;
  return host;
};
const client = createHostClient();

describe('servers of others', () => {
  it('are listed by a gateway, whatever else it may say', async () => {
    const gateway = await start(() => ({ body: '{"hosts":["https://a.example",7,null,"b"],"more":{}}' }));
    expect(await client.hosts(gateway.origin, did)).toEqual({ ok: true, value: ['https://a.example', 'b'] });
    expect(gateway.requests).toEqual([`GET /pollen/hosts?${query}`]);
  });

  it.each(['[]', '{"hosts":{}}', 'no JSON', ''])('are none in %j', async (body) => {
    const gateway = await start(() => ({ body }));
    expect((await client.hosts(gateway.origin, did)).ok).toBe(false);
  });

  it('are asked with headers that need no preflight and tell nothing', async () => {
    const sent: string[] = [];
    const host = await start((_method, _path, _body, headers) => {
      sent.push(...Object.keys(headers));
      return { body: '{}', headers: { etag: '"1"' } };
    });
    expect(await client.responses(host.origin, did)).toMatchObject({ ok: true, value: { etag: '"1"' } });
    expect(sent).toContain('accept');
    for (const name of ['cookie', 'authorization', 'referer', 'if-none-match', 'x-pollen-token'])
      expect(sent).not.toContain(name);
  });

  it('lead nowhere else, neither by pages nor by redirects, and not without end', async () => {
    const host = await start((_method, path) => {
      if (path.startsWith('/pollen/responses')) return { status: 302, headers: { location: '/elsewhere' } };
      return { body: new Uint8Array(path === '/elsewhere' ? 1 : 300_000) };
    });
    expect((await client.responses(host.origin, did)).ok).toBe(false);
    expect((await client.responses(host.origin, did, { url: 'https://elsewhere.example/x' })).ok).toBe(false);
    expect(await client.actor(`${host.origin}/large` as ObjectId)).toEqual({
      ok: false,
      error: { type: 'unreachable', reason: 'too-large' },
    });
    expect(host.requests).toEqual([`GET /pollen/responses?${query}`, 'GET /large']);
  });

  it('that refuse are told from those that answer', async () => {
    const host = await start(() => ({ status: 429, body: '{}' }));
    expect(await client.responses(host.origin, did)).toMatchObject({ ok: false, error: { type: 'refused', status: 429 } });
  });
});
