import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';
import * as z from 'zod/mini';
import type { CallOptions } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { fetchBounded } from '../bounded-fetch.ts';

/** What a gateway says about itself at `/pollen/gateway.json`. */
export interface GatewayCard {
  readonly origin: string;
  readonly peerId: string;
  /** WebSocket addresses of its relay, each ending in `/p2p/<peerId>`. */
  readonly multiaddrs: readonly Multiaddr[];
  /** `stun:host:port`. */
  readonly stun: readonly string[];
  /** Sent back with everything that writes. */
  readonly token: string;
}

const cardBytes = 16 * 1024;
const cardMs = 5_000;
const mostAddresses = 16;
const mostStun = 8;

const shortText = z.string().check(z.maxLength(512));
const wireCard = z.object({
  version: z.literal(1),
  peerId: z.string().check(z.regex(/^[1-9A-HJ-NP-Za-km-z]{40,64}$/)),
  multiaddrs: z.array(shortText).check(z.maxLength(64)),
  stun: z.optional(z.array(shortText).check(z.maxLength(64))),
  token: z.string().check(z.maxLength(256), z.regex(/^[\x21-\x7e]*$/)),
});

/** Reads a card; addresses of another peer, other transports and unreadable ones are left out. */
export function parseGatewayCard(origin: string, bytes: Uint8Array): Result<GatewayCard, 'bad-card'> {
  if (bytes.length > cardBytes) return err('bad-card');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err('bad-card');
  }
  const parsed = z.safeParse(wireCard, json);
  if (!parsed.success) return err('bad-card');
  const { peerId, token } = parsed.data;
  return ok({
    origin,
    peerId,
    token,
    multiaddrs: parsed.data.multiaddrs.flatMap((text) => relayAddress(text, peerId)).slice(0, mostAddresses),
    stun: (parsed.data.stun ?? []).filter((url) => /^stun:[\w.[\]:-]+$/.test(url)).slice(0, mostStun),
  });
}

function relayAddress(text: string, peerId: string): Multiaddr[] {
  try {
    const address = multiaddr(text);
    const components = address.getComponents();
    const peer = components.filter((component) => component.name === 'p2p');
    const isWebSocket = components.some(({ name }) => name === 'ws' || name === 'wss');
    const isCircuit = components.some(({ name }) => name === 'p2p-circuit');
    return isWebSocket && !isCircuit && peer.length === 1 && peer[0]?.value === peerId ? [address] : [];
  } catch {
    return [];
  }
}

/** Asks a gateway for its card: at most 16 KiB, 5 s. */
export async function fetchGatewayCard(origin: string, options: CallOptions = {}): Promise<Result<GatewayCard, string>> {
  const bounds = { maxBytes: cardBytes, timeoutMs: cardMs, signal: options.signal };
  const answer = await fetchBounded(`${origin}/pollen/gateway.json`, {}, bounds);
  if (!answer.ok) return err(answer.error.type === 'unreachable' ? answer.error.reason : answer.error.type);
  if (answer.value.status !== 200) return err(`HTTP ${answer.value.status}`);
  return parseGatewayCard(origin, answer.value.bytes);
}
