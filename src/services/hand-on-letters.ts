import type { Clock } from '../protocol/ports/clock.ts';
import type { GatewayClient } from '../protocol/ports/network.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { createDeviceEntries } from './private-state/devices.ts';
import { createJobQueue } from './single-flight.ts';

export interface HandOnParts {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly gatewayClient: Pick<GatewayClient, 'deliver'>;
  readonly gateways: () => readonly string[];
  report(error: unknown): void;
}

/** Letters that wait at most: of a flood, the other devices need not have everything. */
const mostWaiting = 50;
const mostGateways = 3;

/**
 * Leaves what a peer has brought to this device in the own letter box, where the other devices of the account find it: an answer or a vote
 * that went straight to the phone would never be known on the computer. Does nothing where there is one device. Tried once, not waited for;
 * the gateway checks, counts and knows letters again as it does everybody's.
 */
export function createHandOn(parts: HandOnParts, closing: AbortSignal): (letter: Uint8Array) => void {
  const { store, gatewayClient, gateways } = parts;
  const devices = createDeviceEntries(store, parts.clock);
  const turns = createJobQueue<Uint8Array, void>(1, handOn);
  closing.addEventListener('abort', () => turns.clear(), { once: true });

  async function handOn(letter: Uint8Array): Promise<void> {
    if ((await devices.list()).length < 2) return;
    for (const origin of gateways().slice(0, mostGateways)) {
      if (closing.aborted || (await gatewayClient.deliver(origin, store.did, letter, { signal: closing })).ok) return;
    }
  }

  return (letter) => {
    if (closing.aborted || turns.size >= mostWaiting) return;
    turns.run(letter).catch((error: unknown) => {
      if (!closing.aborted) parts.report(error);
    });
  };
}
