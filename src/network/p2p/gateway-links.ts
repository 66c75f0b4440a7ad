import type { Libp2p } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import type { GatewayCard } from '../gateways/gateway-card.ts';
import type { GatewayList } from '../gateways/gateway-list.ts';
import type { Limiter } from '../limiter.ts';
import { isReachableThrough, listenAt } from './relayed-listening.ts';

/**
 * Keeps the relays of the configured gateways connected, in the background, again and again, and this device reachable through each:
 * libp2p by itself reserves at one relay, which may be anybody's tab, and who looks for this device asks at its gateways.
 */
export interface GatewayLinks {
  isConnected(origin: string): boolean;
  isGateway(peer: string): boolean;
  /** Tries at once what waits for its next attempt. */
  wake(): void;
  stop(): void;
}

const dialMs = 5_000;
const checkMs = 5_000;
const shortestWaitMs = 1_000;
const longestWaitMs = 30_000;
/** Before that, libp2p may still be reserving by itself. */
const settleMs = 2_000;
/** Tries for each connection; a relay that is full refuses. */
const mostReservations = 5;

export function startGatewayLinks(libp2p: Libp2p, gateways: GatewayList, dials: Limiter): GatewayLinks {
  const timers = new Map<string, { timer: ReturnType<typeof setTimeout>; waitMs: number }>();
  const peers = new Map<string, string>();
  const reservations = new Map<string, number>();
  let stopped = false;

  const connected = (card: GatewayCard): boolean => libp2p.getConnections(peerIdFromString(card.peerId)).length > 0;

  const again = (origin: string, afterMs: number, waitMs: number): void => {
    clearTimeout(timers.get(origin)?.timer);
    if (!stopped) timers.set(origin, { timer: setTimeout(() => void keep(origin, waitMs), afterMs), waitMs });
  };
  const beReachable = async ({ origin, peerId, multiaddrs: [address] }: GatewayCard): Promise<void> => {
    const tries = reservations.get(origin) ?? 0;
    if (address === undefined || tries >= mostReservations || isReachableThrough(libp2p, peerId)) return;
    reservations.set(origin, tries + 1);
    await listenAt(libp2p, address);
  };
  const keep = async (origin: string, waitMs: number): Promise<void> => {
    const card = gateways.card(origin);
    if (stopped || !card) {
      timers.delete(origin);
      return;
    }
    if (connected(card)) {
      await beReachable(card);
      again(origin, checkMs, shortestWaitMs);
      return;
    }
    try {
      if (card.multiaddrs.length === 0) throw new Error('no relay');
      await dials.run(() => libp2p.dial([...card.multiaddrs], { signal: AbortSignal.timeout(dialMs) }));
      await libp2p.peerStore.merge(peerIdFromString(card.peerId), { tags: { 'pollen-gateway': { value: 100 } } });
      reservations.delete(origin);
      again(origin, settleMs, shortestWaitMs);
    } catch {
      again(origin, waitMs, Math.min(longestWaitMs, waitMs * 2));
      // A gateway that was set up anew has another peer id.
      if (waitMs > shortestWaitMs) void gateways.refresh(origin);
    }
  };

  const stopCards = gateways.onCard((card) => {
    if (!card) return;
    const isNew = peers.get(card.origin) !== card.peerId || !timers.has(card.origin);
    peers.set(card.origin, card.peerId);
    if (isNew) again(card.origin, 0, shortestWaitMs);
  });
  const onDisconnect = (event: CustomEvent<{ toString(): string }>): void => {
    const card = gateways.cards().find(({ peerId }) => peerId === event.detail.toString());
    if (card) again(card.origin, shortestWaitMs / 2, shortestWaitMs);
  };
  libp2p.addEventListener('peer:disconnect', onDisconnect);
  for (const { origin } of gateways.cards()) again(origin, 0, shortestWaitMs);

  return {
    isConnected(origin) {
      const card = gateways.card(origin);
      return card !== undefined && connected(card);
    },
    isGateway: (peer) => gateways.cards().some(({ peerId }) => peerId === peer),
    wake() {
      for (const origin of gateways.origins) again(origin, 0, shortestWaitMs);
    },
    stop() {
      stopped = true;
      stopCards();
      libp2p.removeEventListener('peer:disconnect', onDisconnect);
      for (const { timer } of timers.values()) clearTimeout(timer);
    },
  };
}
