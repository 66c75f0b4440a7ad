import { describe, expect, it } from 'vitest';
import { startTestGateway } from '../../../tests/fixtures/test-gateway.ts';
import { fetchGatewayCard, parseGatewayCard } from './gateway-card.ts';
import { parseProviders } from './routing-client.ts';

const peerId = '12D3KooWLHMvhG1GXQ4XhLEPxb3M8pJLq14KE3vQxMEuS2UXkqvQ';
const stranger = '12D3KooWQ5eoCQVLHSi1EztZto6H4sEavQzGrmCghGmyPLR1G4b3';
const card = {
  version: 1,
  peerId,
  multiaddrs: [`/ip4/127.0.0.1/tcp/8787/ws/p2p/${peerId}`],
  stun: ['stun:127.0.0.1:8787'],
  token: 'abc',
  public: false,
};
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe('parseGatewayCard', () => {
  it('reads a card', () => {
    const parsed = parseGatewayCard('http://x', bytesOf(card));
    expect(parsed.ok && parsed.value).toMatchObject({ origin: 'http://x', peerId, token: 'abc', stun: card.stun });
    expect(parsed.ok && parsed.value.multiaddrs.map(String)).toEqual(card.multiaddrs);
  });

  it('leaves out addresses of others, other transports, other servers', () => {
    const parsed = parseGatewayCard(
      'http://x',
      bytesOf({
        ...card,
        multiaddrs: [
          'nonsense',
          '/ip4/1.2.3.4/tcp/1/ws',
          `/ip4/1.2.3.4/tcp/1/ws/p2p/${stranger}`,
          `/ip4/1.2.3.4/tcp/1/p2p/${peerId}`,
          `/ip4/1.2.3.4/tcp/1/ws/p2p/${stranger}/p2p-circuit/p2p/${peerId}`,
          ...card.multiaddrs,
        ],
        stun: ['turn:x', 'stun:ok.example:3478', 'stun:a b', 'javascript:alert(1)'],
      }),
    );
    expect(parsed.ok && parsed.value.multiaddrs.map(String)).toEqual(card.multiaddrs);
    expect(parsed.ok && parsed.value.stun).toEqual(['stun:ok.example:3478']);
  });

  it.each([
    ['no JSON', new TextEncoder().encode('<html>')],
    ['a list', bytesOf([])],
    ['another version', bytesOf({ ...card, version: 2 })],
    ['no peer id', bytesOf({ ...card, peerId: '' })],
    ['a peer id that is none', bytesOf({ ...card, peerId: '../../x' })],
    ['a token that breaks a header', bytesOf({ ...card, token: 'a\r\nb' })],
    ['a token that is too long', bytesOf({ ...card, token: 'a'.repeat(300) })],
    ['very many addresses', bytesOf({ ...card, multiaddrs: Array(1_000).fill('/ip4/1.1.1.1') })],
    ['a huge body', bytesOf({ ...card, more: 'x'.repeat(20_000) })],
    ['numbers for addresses', bytesOf({ ...card, multiaddrs: [1] })],
  ])('refuses %s', (_, bytes) => {
    expect(parseGatewayCard('http://x', bytes).ok).toBe(false);
  });
});

describe('fetchGatewayCard', () => {
  it('does not follow redirects, nor read without end, nor take errors', async () => {
    const gateway = await startTestGateway((_method, path) =>
      path.startsWith('/other') ? { body: JSON.stringify(card) } : { status: 302, headers: { location: '/other' } },
    );
    expect((await fetchGatewayCard(gateway.origin)).ok).toBe(false);
    gateway.close();
    const large = await startTestGateway(() => ({ body: new Uint8Array(1_000_000) }));
    expect(await fetchGatewayCard(large.origin)).toEqual({ ok: false, error: 'too-large' });
    large.close();
    const broken = await startTestGateway(() => ({ status: 500, body: JSON.stringify(card) }));
    expect(await fetchGatewayCard(broken.origin)).toEqual({ ok: false, error: 'HTTP 500' });
    broken.close();
    expect((await fetchGatewayCard(broken.origin)).ok).toBe(false);
  });
});

describe('parseProviders', () => {
  it('keeps devices and the addresses that lead to them', () => {
    const parsed = parseProviders(
      bytesOf({
        Providers: [
          {
            Schema: 'peer',
            ID: peerId,
            Addrs: ['/ip4/127.0.0.1/tcp/1/ws/p2p-circuit/webrtc', `/ip4/1.1.1.1/tcp/1/ws/p2p/${stranger}`, '%'],
          },
          { Schema: 'peer', ID: 'nobody', Addrs: [] },
        ],
      }),
    );
    expect(parsed.map(({ peerId: id, addresses }) => [id, addresses.map(String)])).toEqual([
      [peerId, [`/ip4/127.0.0.1/tcp/1/ws/p2p-circuit/webrtc/p2p/${peerId}`]],
    ]);
  });

  it.each([['{}'], ['null'], ['{"Providers":null}'], ['{"Providers":[1]}'], ['x']])('answers nobody for %s', (text) => {
    expect(parseProviders(new TextEncoder().encode(text))).toEqual([]);
  });

  it('keeps to its bounds', () => {
    const provider = () => ({ ID: peerId, Addrs: Array(100).fill('/ip4/1.1.1.1/tcp/1/ws') });
    const many = { Providers: Array.from({ length: 500 }, provider) };
    const parsed = parseProviders(bytesOf(many));
    expect(parsed.length).toBe(16);
    expect(parsed[0]?.addresses.length).toBe(8);
  });
});
