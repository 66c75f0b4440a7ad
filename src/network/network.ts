import type { IpnsName } from '../protocol/brand.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type {
  AnnounceReport,
  ConnectionStatus,
  Head,
  HeadStore,
  Network,
  NetworkConfiguration,
} from '../protocol/ports/network.ts';
import { checkGatewayOrigin } from './dial-policy.ts';
import { type Environment, plainEnvironment } from './environment.ts';
import { createGatewayList, type GatewayList } from './gateways/gateway-list.ts';
import { getRecord, putRecord } from './gateways/routing-client.ts';
import { createHeadExchange, type HeadExchange, type RecordWays } from './heads/head-exchange.ts';
import { createPoller } from './heads/poller.ts';
import { createRefreshQueue } from './heads/refresh-queue.ts';
import { deliverLetter } from './letters/deliver-letter.ts';
import { createLetterListeners } from './letters/letter-listeners.ts';
import type { PeerLayer, PeerLayerOptions } from './p2p/peer-layer.ts';
import { findSources } from './sources/find-sources.ts';
import { gatewaysServing } from './sources/gateways-serving.ts';
import { createHints, createStatementOffer } from './successions/statement-offer.ts';
import { connectionStatus } from './status.ts';
import { createStatusFeed } from './status-feed.ts';

/** Everything a network part needs that the peer-to-peer one starts with. */
export type PeerLayerContext = Omit<PeerLayerOptions, 'blocks'>;

export interface NetworkOptions {
  readonly heads: HeadStore;
  readonly configuration: NetworkConfiguration;
  readonly environment?: Environment;
  /** Starts the peer-to-peer part; absent: HTTP only, whatever the configuration says. */
  readonly startPeers?: (context: PeerLayerContext, configuration: () => NetworkConfiguration) => Promise<PeerLayer>;
}

const mostVia = 3;
const mostTold = 32;
const tellMs = 5_000;

/** A network of gateways over HTTP and, where it can be started and is wanted, of peers. */
export function createNetwork({ heads, environment = plainEnvironment, ...options }: NetworkOptions): Network {
  let { configuration } = options;
  let peers: PeerLayer | undefined;
  let startedAtMs: number | undefined;
  /** Starting, stopping and configuring, one after the other. */
  let turn: Promise<void> = Promise.resolve();
  const watched = new Map<IpnsName, readonly string[]>();
  const held = new Set<IpnsName>();
  const gateways: GatewayList = createGatewayList();
  const letters = createLetterListeners();
  const hints = createHints();
  const statements = createStatementOffer();

  const hintsOf = (via: readonly string[] = []): string[] =>
    via.flatMap((text) => checkGatewayOrigin(text, environment.pageHost) ?? []).slice(0, mostVia);
  const originsFor = (via?: readonly string[]): string[] => [...new Set([...gateways.origins, ...hintsOf(via)])];
  const ways: RecordWays = {
    ask(name, { signal, via }) {
      const origins = originsFor([...(watched.get(name) ?? []), ...(via ?? [])]);
      const overHttp = origins.map((origin) => getRecord(origin, name, { signal, onSuccessorHint: () => hints.tell(name) }));
      return [...overHttp, ...(peers?.gossip.ask(name, signal ?? AbortSignal.timeout(5_000)) ?? [])];
    },
    async announce({ name, record }, { signal }): Promise<AnnounceReport> {
      const gossip = peers?.gossip.publish(name, record);
      const put = async (origin: string): Promise<AnnounceReport['gateways'][number]> => {
        const card = gateways.card(origin) ?? (await gateways.refresh(origin));
        if (!card) return { origin, ok: false, reason: 'gateway does not answer' };
        const reason = await putRecord(origin, card.token, name, record, { signal });
        // The token changes when the gateway is set up anew.
        if (reason === 'HTTP 401' || reason === 'HTTP 403') void gateways.refresh(origin);
        return { origin, ok: reason === undefined, ...(reason !== undefined && { reason }) };
      };
      return { gateways: await Promise.all(gateways.origins.map(put)), gossipPeers: (await gossip) ?? 0 };
    },
  };
  const exchange: HeadExchange = createHeadExchange(heads, ways);
  const refresh = createRefreshQueue((name) => (startedAtMs === undefined ? Promise.resolve() : exchange.resolve(name)));
  const refreshAll = (): void => {
    for (const name of watched.keys()) refresh.add(name);
  };
  const isConnected = (origin: string): boolean => peers?.links.isConnected(origin) === true;
  const poller = createPoller({
    environment,
    watched: () => watched.keys(),
    // What is published at a gateway of somebody else's only is not gossip here.
    isLive: (name) => gateways.origins.some(isConnected) && hintsOf(watched.get(name)).every(isConnected),
    ask(names) {
      // With peers, the connection itself shows whether a gateway is there.
      if (!peers) for (const origin of gateways.origins) void gateways.refresh(origin);
      for (const name of names) refresh.add(name);
    },
  });

  const currentStatus = (): ConnectionStatus =>
    connectionStatus({ environment, gateways, peers, startedAtMs, nowMs: Date.now() });
  const feed = createStatusFeed(currentStatus, {
    onGatewayConnected() {
      refreshAll();
      poller.soon();
    },
  });

  const startPeerLayer = async (): Promise<void> => {
    if (!options.startPeers || configuration.httpOnly || peers) return;
    const onSubscriber = (name: IpnsName): void => refresh.add(name);
    const { take } = exchange;
    const context: PeerLayerContext = {
      heads,
      gateways,
      take,
      takeLetter: letters.take,
      statement: statements.lookUp,
      onSubscriber,
    };
    peers = await options.startPeers(context, () => configuration);
    for (const name of watched.keys()) peers.gossip.watch(name);
    for (const name of held) peers.hold.hold(name, true);
    feed.follow(peers.node.libp2p);
  };
  const stopPeerLayer = async (): Promise<void> => {
    const stopping = peers;
    peers = undefined;
    feed.unfollow();
    await stopping?.stop();
  };
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    turn = turn.catch(() => {}).then(task);
    return turn;
  };
  const wake = (): void => {
    if (startedAtMs !== undefined && environment.isOnline()) {
      gateways.wake();
      peers?.links.wake();
      poller.wake();
    }
    feed.changed();
  };
  gateways.onCard(() => feed.changed());
  const hold: Network['hold'] = (name, on) => {
    if (on) held.add(name);
    else held.delete(name);
    peers?.hold.hold(name, on);
  };
  let stopEnvironment = (): void => {};

  return {
    start: () =>
      inTurn(async () => {
        if (startedAtMs !== undefined) return;
        startedAtMs = Date.now();
        stopEnvironment = environment.onChange(wake);
        gateways.configure(configuration.gateways);
        feed.lookAgain(startedAtMs);
        await startPeerLayer();
        poller.start();
        refreshAll();
        feed.changed();
      }),
    stop: () =>
      inTurn(async () => {
        startedAtMs = undefined;
        feed.lookAgain(undefined);
        stopEnvironment();
        poller.stop();
        gateways.stop();
        await stopPeerLayer();
        feed.changed();
      }),
    configure: (next) =>
      inTurn(async () => {
        configuration = next;
        if (startedAtMs === undefined) return;
        gateways.configure(next.gateways);
        if (next.httpOnly) await stopPeerLayer();
        else await startPeerLayer();
        peers?.links.wake();
        feed.changed();
      }),
    status: currentStatus,
    onStatus: feed.onStatus,
    watch(name, { via = [] }) {
      const isNew = !watched.has(name);
      watched.set(name, via.slice(0, mostVia));
      peers?.gossip.watch(name);
      if (isNew && startedAtMs !== undefined) refresh.add(name);
    },
    unwatch(name) {
      watched.delete(name);
      refresh.remove(name);
      peers?.gossip.unwatch(name);
    },
    onHead: exchange.onHead,
    resolve: exchange.resolve,
    publish(signer, root, callOptions) {
      hold(didToIpnsName(signer.did), true);
      return exchange.publish(signer, root, callOptions);
    },
    announce: (head: Head, callOptions) => exchange.announce(head, callOptions),
    servedBy: (name, root, callOptions = {}) => gatewaysServing(gateways.origins, name, root, callOptions),
    hold,
    sources(name, callOptions = {}) {
      const via = [...(watched.get(name) ?? []), ...(callOptions.via ?? [])];
      return findSources(name, { signal: callOptions.signal, gateways: originsFor(via), peers });
    },
    holders: (name) => peers?.holders(name) ?? 0,
    async deliver(recipient, activity, callOptions = {}) {
      const reached = { signal: callOptions.signal, gateways: originsFor(watched.get(recipient)) };
      return peers !== undefined && deliverLetter(peers, { recipient, activity }, reached);
    },
    tell(name, activity) {
      if (peers === undefined) return;
      const signal = AbortSignal.timeout(tellMs);
      for (const peer of peers.watching(name).slice(0, mostTold))
        void peers.sendLetter(peer, { recipient: name, activity }, signal);
    },
    onLetter: letters.onLetter,
    offerStatements: statements.offer,
    askStatements: async (account, { signal } = {}) =>
      peers === undefined ? [] : peers.statements.ask(account, signal ?? AbortSignal.timeout(tellMs)),
    onSuccessorHint: hints.listen,
    openPairing: async (take) => peers?.openPairing(take),
  };
}
