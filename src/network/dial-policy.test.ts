import { multiaddr } from '@multiformats/multiaddr';
import { describe, expect, it } from 'vitest';
import { checkGatewayOrigin, isLocalHost, mayDial } from './dial-policy.ts';

const peer = '12D3KooWLHMvhG1GXQ4XhLEPxb3M8pJLq14KE3vQxMEuS2UXkqvQ';
const stranger = { trusted: () => false };

describe('isLocalHost', () => {
  it.each(['localhost', 'a.localhost', '127.0.0.1', '192.168.1.1', '10.0.0.1', '[::1]', '[fd00::1]', 'printer.local'])(
    '%s is',
    (host) => {
      expect(isLocalHost(host)).toBe(true);
    },
  );
  it.each(['pollen.example', '8.8.8.8', 'localhost.example', '[2606:4700:4700::1111]'])('%s is not', (host) => {
    expect(isLocalHost(host)).toBe(false);
  });
});

describe('mayDial', () => {
  const router = multiaddr('/ip4/192.168.1.1/tcp/80/ws');
  const throughRouter = multiaddr(`/ip4/192.168.1.1/tcp/80/ws/p2p/${peer}/p2p-circuit/webrtc/p2p/${peer}`);

  it('keeps a public page away from private addresses that a stranger names', () => {
    for (const address of [router, throughRouter, multiaddr('/dns4/localhost/tcp/80/ws'), multiaddr('/ip6/::1/tcp/80/ws')]) {
      expect(mayDial(address, { pageHost: 'pollen.example', ...stranger })).toBe(false);
    }
  });
  it('lets it reach its gateway there, and others by way of a connected peer', () => {
    expect(mayDial(router, { pageHost: 'pollen.example', trusted: () => true })).toBe(true);
    expect(mayDial(multiaddr(`/p2p/${peer}/p2p-circuit/webrtc/p2p/${peer}`), { pageHost: 'pollen.example', ...stranger })).toBe(
      true,
    );
    expect(mayDial(multiaddr(`/dns4/relay.example/tcp/443/wss/p2p/${peer}`), { pageHost: 'pollen.example', ...stranger })).toBe(
      true,
    );
  });
  it('allows the own network to a page of the own network', () => {
    expect(mayDial(router, { pageHost: 'localhost', ...stranger })).toBe(true);
    expect(mayDial(throughRouter, { pageHost: '192.168.1.5', ...stranger })).toBe(true);
  });
});

describe('checkGatewayOrigin', () => {
  it('reads origins', () => {
    expect(checkGatewayOrigin('https://gate.example/some/path?x', 'pollen.example')).toBe('https://gate.example');
    expect(checkGatewayOrigin('http://localhost:8787', 'localhost')).toBe('http://localhost:8787');
  });
  it.each([
    ['javascript:alert(1)'],
    ['https://user:pw@gate.example'],
    ['http://127.0.0.1:8787'],
    ['x'],
    [`https://${'a'.repeat(300)}.example`],
  ])('refuses %s from a link on a public page', (text) => {
    expect(checkGatewayOrigin(text, 'pollen.example')).toBeUndefined();
  });
});
