import type { Connection } from '@libp2p/interface';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { yamux } from '@libp2p/yamux';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { createLibp2p, type Libp2pOptions } from 'libp2p';
import type { PairingDialler } from '../../protocol/ports/pairing.ts';
import { err, ok } from '../../protocol/result.ts';
import { checkGatewayOrigin } from '../dial-policy.ts';
import { fetchGatewayCard, type GatewayCard } from '../gateways/gateway-card.ts';
import { createPairingChannel, PAIRING_PROTOCOL } from './channel.ts';

export interface PairingDiallerOptions {
  /** Host of the page; undefined outside browsers. */
  readonly pageHost?: string;
  /** Transports, given what the gateways say of STUN. */
  transports(iceServers: () => readonly string[]): Libp2pOptions['transports'];
  /** Ways to the device behind a relay, best first: `/webrtc` is direct, nothing is relayed. */
  readonly ways?: readonly string[];
  readonly gater?: Libp2pOptions['connectionGater'];
}

const directMs = 12_000;
const relayedMs = 8_000;
const streamMs = 8_000;
const closeMs = 1_000;

/**
 * A node for somebody who has no account yet: a peer id of its own that ends with it, listening nowhere, dialling nobody but the
 * gateways that a code names and the device behind them.
 */
export function createPairingDialler(options: PairingDiallerOptions): PairingDialler {
  const { ways = ['/webrtc', ''] } = options;
  let stun: readonly string[] = [];
  const starting = createLibp2p({
    addresses: { listen: [] },
    transports: options.transports(() => stun),
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: options.gater ?? {},
    connectionManager: { maxConnections: 8, reconnectRetries: 0 },
    services: { identify: identify() },
  });
  starting.catch(() => undefined);

  async function cardsOf(origins: readonly string[], signal: AbortSignal | undefined): Promise<GatewayCard[]> {
    const asked = origins.flatMap((text) => checkGatewayOrigin(text, options.pageHost) ?? []);
    const cards = await Promise.all(asked.map((origin) => fetchGatewayCard(origin, { signal })));
    return cards.flatMap((card) => (card.ok ? [card.value] : []));
  }

  return {
    async dial({ peerId, gateways }, { signal }) {
      const node = await starting;
      const cards = await cardsOf(gateways, signal);
      if (isAborted(signal)) return err('aborted');
      if (cards.length === 0) return err('no-gateway');
      stun = cards.flatMap((card) => card.stun);
      for (const way of ways) {
        const limitMs = way === '' ? relayedMs : directMs;
        const within = AbortSignal.any([AbortSignal.timeout(limitMs + streamMs), ...(signal ? [signal] : [])]);
        try {
          const addresses = cards.flatMap((card) => behind(card, `/p2p-circuit${way}/p2p/${peerId}`));
          const connection = await node.dial(addresses, { signal: within });
          if (way === '/webrtc' && !isDirect(connection)) throw new Error('not direct');
          const stream = await connection.newStream(PAIRING_PROTOCOL, { signal: within, runOnLimitedConnection: true });
          return ok(createPairingChannel(stream, connection, node.peerId.toString()));
        } catch {
          if (isAborted(signal)) return err('aborted');
        }
      }
      return err('not-there');
    },
    async stop() {
      const node = await starting;
      const signal = AbortSignal.timeout(closeMs);
      await Promise.allSettled(node.getConnections().map((connection) => connection.close({ signal })));
      await node.stop();
    },
  };
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

const isDirect = (connection: Connection): boolean => connection.limits === undefined;

function behind(card: GatewayCard, rest: string): Multiaddr[] {
  return card.multiaddrs.map((address) => multiaddr(`${address.toString()}${rest}`));
}
