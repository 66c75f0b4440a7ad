import { afterEach, describe, expect, it } from 'vitest';
import { createNobleVerifier } from '../../protocol/proof/verifier.ts';
import { verifyDocument } from '../../protocol/proof/proof.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { testSigner } from '../testing/fixtures.ts';
import { startTestGateway, type TestAnswers } from '../../../tests/fixtures/test-gateway.ts';
import { createGatewayClient } from './gateway-client.ts';

const signer = testSigner(1);
const card = { version: 1, peerId: '12D3KooWLHMvhG1GXQ4XhLEPxb3M8pJLq14KE3vQxMEuS2UXkqvQ', multiaddrs: [], token: 'secret' };
let close = (): void => {};
afterEach(() => close());
const start = async (answers: TestAnswers) => {
  const gateway = await startTestGateway((method, path, body, headers) =>
    path === '/pollen/gateway.json' ? { body: JSON.stringify(card) } : answers(method, path, body, headers),
  );
  close = gateway.close;
  return gateway;
};

describe('requestHosting', () => {
  it('sends a request that the account signed for this gateway', async () => {
    let body = new Uint8Array();
    let token: unknown;
    const gateway = await start((_method, _path, bytes, headers) => {
      body = Uint8Array.from(bytes);
      token = headers['x-pollen-token'];
      return { body: JSON.stringify({ hosted: true, usedBytes: 1, quotaBytes: 2 }) };
    });
    const state = await createGatewayClient().requestHosting(gateway.origin, signer, { invite: 'please' });
    expect(state).toEqual({ ok: true, value: { hosted: true, usedBytes: 1, quotaBytes: 2 } });
    expect(token).toBe('secret');
    const document = parseSigned(body);
    if (!document.ok) throw new Error('not signed JSON');
    expect(document.value).toMatchObject({
      type: 'pollen:HostingRequest',
      actor: signer.did,
      gateway: gateway.origin,
      invite: 'please',
    });
    expect(await verifyDocument(document.value, signer.did, createNobleVerifier())).toBe(true);
  });

  it('passes on why it was refused, and is not taken in by nonsense', async () => {
    const refusing = await start(() => ({ status: 402, body: JSON.stringify({ error: 'needs an invite' }) }));
    expect(await createGatewayClient().requestHosting(refusing.origin, signer)).toEqual({
      ok: false,
      error: { type: 'refused', status: 402, reason: 'needs an invite' },
    });
    close();
    const odd = await start(() => ({ body: '{"hosted":"yes"}' }));
    expect(await createGatewayClient().requestHosting(odd.origin, signer)).toMatchObject({
      ok: false,
      error: { type: 'unreachable' },
    });
    close();
    expect(await createGatewayClient().requestHosting(odd.origin, signer)).toMatchObject({
      ok: false,
      error: { type: 'unreachable' },
    });
  });
});

describe('letter box', () => {
  it('delivers, and reads with an ETag', async () => {
    const gateway = await start((method, path, _body, headers) => {
      if (!path.startsWith('/pollen/responses?actor=ap%3A%2F%2Fdid%3Akey%3A')) return { status: 404 };
      if (method === 'POST') return { status: 202 };
      return headers['if-none-match'] === '"1"' ? { status: 304 } : { body: '{}', headers: { etag: '"1"' } };
    });
    const client = createGatewayClient();
    expect(await client.deliver(gateway.origin, signer.did, Uint8Array.of(1))).toEqual({ ok: true, value: undefined });
    const first = await client.responses(gateway.origin, signer.did);
    expect(first.ok && first.value?.etag).toBe('"1"');
    expect(await client.responses(gateway.origin, signer.did, { etag: '"1"' })).toEqual({ ok: true, value: undefined });
  });

  it('does not go where a page points, nor reads without end', async () => {
    const gateway = await start(() => ({ body: new Uint8Array(9_000_000) }));
    const client = createGatewayClient();
    expect((await client.responses(gateway.origin, signer.did, { url: 'https://elsewhere.example/x' })).ok).toBe(false);
    expect(await client.responses(gateway.origin, signer.did)).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });
});
