import { isIPv4, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { GatewayRequest } from './http/answer.ts';

/** What the gateway tells the app about itself (`GET /pollen/gateway.json`). */
export interface Card {
  readonly version: 1;
  readonly peerId: string;
  /** WebSocket addresses of the relay, as seen by whoever asks. */
  readonly multiaddrs: readonly string[];
  readonly stun: readonly string[];
  readonly token: string;
  readonly public: boolean;
  readonly origin: string;
}

/** Where the relay is under an origin: `https://h` -> `/dns4/h/tcp/443/tls/ws`. */
export function relayAddress(origin: string): string {
  const url = new URL(origin);
  const host = url.hostname === 'localhost' ? '127.0.0.1' : url.hostname.replace(/^\[|\]$/g, '');
  const kind = isIPv4(host) ? 'ip4' : isIPv6(host) ? 'ip6' : 'dns4';
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? '443' : '80') : url.port;
  return `/${kind}/${host}/tcp/${port}${secure ? '/tls' : ''}/ws`;
}

/** Addresses that relay reservations name: the public one, or those that this machine has on the listening side. */
export function announcedAddresses(host: string, port: number, publicUrl: string | undefined): string[] {
  if (publicUrl !== undefined) return [relayAddress(publicUrl)];
  if (host !== '0.0.0.0' && host !== '::') return [relayAddress(`http://${isIPv6(host) ? `[${host}]` : host}:${port}`)];
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // Those that mean something elsewhere first.
  const usable = all
    .filter(({ family }) => family === 'IPv4')
    .toSorted((left, right) => Number(left.internal) - Number(right.internal));
  return usable.map(({ address }) => `/ip4/${address}/tcp/${port}/ws`);
}

/** The name for STUN under which the asking client reached the gateway; none when UDP listens elsewhere. */
export function stunAddresses(request: GatewayRequest, stunHost: string, port: number): string[] {
  const { hostname } = request.url;
  const asked = hostname === 'localhost' ? '127.0.0.1' : hostname;
  const onLoopback = (host: string): boolean => host === '127.0.0.1' || host === '::1' || host === '[::1]';
  if (onLoopback(stunHost) && !onLoopback(asked)) return [];
  return [`stun:${asked}:${port}`];
}
