import type { Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { GatewayClient, Network } from '../../protocol/ports/network.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';
import { findAccount } from '../account.ts';
import type { Timers } from '../timers.ts';

export interface HandOverParts {
  readonly device: DeviceStore;
  readonly network: Pick<Network, 'watch' | 'unwatch' | 'tell'>;
  readonly gatewayClient: Pick<GatewayClient, 'handOver'>;
  readonly timers: Timers;
  report(error: unknown): void;
}

const againMs = 30_000;

/**
 * Brings the statement of an account that goes on for another one to where that one is kept: gateways until each has answered, and connected
 * followers, as often as somebody new may have come. Ends with `signal`; nothing happens for other accounts.
 */
export function startHandOver(parts: HandOverParts, did: Did, signal: AbortSignal): { now(): void; stop(): void } {
  const { device, network, gatewayClient, timers } = parts;
  let cancel = (): void => undefined;
  let watched: ReturnType<typeof didToIpnsName> | undefined;

  async function round(): Promise<void> {
    const succeeds = (await findAccount(device, did))?.succeeds;
    if (succeeds === undefined || signal.aborted) return;
    const name = didToIpnsName(succeeds.did);
    if (watched === undefined) network.watch(name, {});
    watched = name;
    network.tell(name, succeeds.statement);
    const done = await Promise.all(
      succeeds.waiting.map(async (origin) => {
        const answer = await gatewayClient.handOver(origin, succeeds.did, succeeds.statement, { signal });
        // A gateway that refuses does not keep the account, or knows of no successor: it will not change its mind.
        const isDone = answer.ok || (answer.error.type === 'refused' && answer.error.status < 429);
        return isDone ? [origin] : [];
      }),
    );
    if (done.flat().length > 0) {
      await device.changeAccount(did, (record) => {
        if (record.succeeds === undefined) return record;
        const waiting = record.succeeds.waiting.filter((origin) => !done.flat().includes(origin));
        return { ...record, succeeds: { ...record.succeeds, waiting } };
      });
    }
    if (!signal.aborted) cancel = timers.after(againMs, now);
  }

  function now(): void {
    cancel();
    round().catch((error: unknown) => {
      if (!signal.aborted) parts.report(error);
    });
  }

  return {
    now,
    stop() {
      cancel();
      if (watched !== undefined) network.unwatch(watched);
    },
  };
}
