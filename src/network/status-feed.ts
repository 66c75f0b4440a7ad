import type { Libp2p } from '@libp2p/interface';
import type { ConnectionStatus } from '../protocol/ports/network.ts';
import { untilLookedMs } from './status.ts';

/** Tells listeners when the connection status changes; many changes at once are one. */
export interface StatusFeed {
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  changed(): void;
  /** Listens to connections opening and closing. */
  follow(libp2p: Libp2p): void;
  unfollow(): void;
  /** Looks again when "looking" is over; never mind with `undefined`. */
  lookAgain(startedAtMs: number | undefined): void;
}

const settleMs = 50;

export function createStatusFeed(
  current: () => ConnectionStatus,
  { onGatewayConnected }: { onGatewayConnected: () => void },
): StatusFeed {
  const listeners = new Set<(status: ConnectionStatus) => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;
  let last = JSON.stringify(current());
  let connectedGateways = new Set<string>();
  let unfollow = (): void => {};

  const tell = (): void => {
    timer = undefined;
    const status = current();
    const now = new Set(status.gateways.filter(({ connected }) => connected).map(({ origin }) => origin));
    const more = [...now].some((origin) => !connectedGateways.has(origin));
    connectedGateways = now;
    if (more) onGatewayConnected();
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    for (const listener of listeners) listener(status);
  };
  const changed = (): void => {
    timer ??= setTimeout(tell, settleMs);
  };

  return {
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed,
    follow(libp2p) {
      libp2p.addEventListener('connection:open', changed);
      libp2p.addEventListener('connection:close', changed);
      unfollow = () => {
        libp2p.removeEventListener('connection:open', changed);
        libp2p.removeEventListener('connection:close', changed);
      };
    },
    unfollow: () => unfollow(),
    lookAgain(startedAtMs) {
      clearTimeout(lookTimer);
      const leftMs = startedAtMs === undefined ? undefined : untilLookedMs(startedAtMs, Date.now());
      if (leftMs !== undefined) lookTimer = setTimeout(changed, leftMs + settleMs);
    },
  };
}
