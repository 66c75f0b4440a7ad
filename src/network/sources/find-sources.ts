import type { IpnsName } from '../../protocol/brand.ts';
import type { CallOptions, Source } from '../../protocol/ports/network.ts';
import { getProviders, type Provider } from '../gateways/routing-client.ts';
import { createGatewaySource } from './gateway-source.ts';
import { createPushIterable } from './push-iterable.ts';

/** What finding sources needs of the peer-to-peer part; absent when there is none. */
export interface PeerReach {
  /** Directly connected peers that may have the account: known holders first, then who watches it. */
  connected(name: IpnsName): Source[];
  /** Devices that were reached before. */
  remembered(name: IpnsName): Provider[];
  /** Devices that connected peers know of. */
  askPeers(name: IpnsName, signal: AbortSignal): Promise<Provider[]>;
  /** Connects directly; undefined when that was not possible within 8 s. Three at once. An aborted one may go on. */
  dial(name: IpnsName, device: Provider, signal: AbortSignal): Promise<Source | undefined>;
}

export interface FindSourcesOptions extends CallOptions {
  readonly gateways: readonly string[];
  readonly peers?: PeerReach;
}

/** With dials still under way, gateways come after this time: a device that does not answer must not hold up the reader. */
const gatewaysAfterMs = 1_500;

/** Sources for an account as they are found: connected peers, devices dialled now, gateways over HTTP. Each once. */
export async function* findSources(name: IpnsName, options: FindSourcesOptions): AsyncGenerator<Source> {
  const { gateways, peers } = options;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const seen = new Set<string>();
  const found = createPushIterable<Source>();
  signal.addEventListener('abort', () => found.end(), { once: true });
  const offer = (source: Source | undefined): void => {
    if (!source || seen.has(source.label)) return;
    seen.add(source.label);
    found.push(source);
  };

  const offerGateways = (): void => {
    for (const origin of gateways) offer(createGatewaySource(origin));
  };
  const dialAll = async (devices: readonly Provider[]): Promise<void> => {
    const fresh = devices.filter(({ peerId }) => !seen.has(peerId));
    await Promise.all(fresh.map(async (device) => offer(await peers?.dial(name, device, signal))));
  };
  const search = async (): Promise<void> => {
    if (peers) {
      for (const source of peers.connected(name)) offer(source);
      const timer = setTimeout(offerGateways, gatewaysAfterMs);
      const answers = [...gateways.map((origin) => getProviders(origin, name, { signal })), peers.askPeers(name, signal)];
      await Promise.all([dialAll(peers.remembered(name)), ...answers.map(async (answer) => dialAll(await answer))]);
      clearTimeout(timer);
    }
    offerGateways();
    found.end();
  };

  if (signal.aborted) return;
  search().catch(() => found.end());
  try {
    yield* found.iterable;
  } finally {
    stop.abort();
  }
}
