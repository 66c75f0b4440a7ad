import type { IpnsName } from '../protocol/brand.ts';
import type { Signer } from '../protocol/ports/crypto.ts';
import type { NetworkConfiguration } from '../protocol/ports/network.ts';
import { findAccount } from './account.ts';
import { authorOf } from './addresses.ts';
import type { Settings } from './app-api.ts';
import { completeKeys } from './backup/open-secrets.ts';
import type { PairingOffer } from './devices/pairing-offer.ts';
import { adoptDefaultGateway } from './default-gateways.ts';
import type { EngineParts } from './engine-api.ts';
import { createActorLookup } from './fediverse/actor-lookup.ts';
import { createRemotePeople } from './fediverse/remote-people.ts';
import { createRemoteReader } from './fediverse/remote-reader.ts';
import { requestHosting, type HostingEntry } from './hosting.ts';
import { createHandOn } from './hand-on-letters.ts';
import { createHostPolls } from './hosts/host-polls.ts';
import type { LeaderCommands } from './leader-commands.ts';
import { createIntroductions } from './introductions.ts';
import { createLetterIntake } from './letter-intake.ts';
import { startImports } from './import/start-imports.ts';
import { startIndexing } from './search/start-indexing.ts';
import type { LaterParts } from './later-parts.ts';
import type { EnginePlatform } from './platform.ts';
import { createOwnReading } from './recovery/own-reading.ts';
import { createDeviceSignIn } from './private-state/device-sign-in.ts';
import { createPublishDriver } from './publish/driver.ts';
import { createPublisher } from './publish/publisher.ts';
import { createNewsIntake } from './read/news-intake.ts';
import { createReader } from './read/reader.ts';
import { startHandOver } from './succession/hand-over.ts';
import { createStatementWatch } from './succession/statement-watch.ts';
import { createResponses } from './responses.ts';
import type { Tabs } from './tabs.ts';
import type { TabState } from './tab-state.ts';

export interface LeaderSession extends LeaderCommands {
  /** Resolves when the session is over and its network has stopped. */
  readonly ended: Promise<void>;
}

/** While nobody looks; tabs that are seen ask more often (letter-clock.ts). */
const letterBoxMs = 5 * 60_000;
const reachMs = 10_000;
const roomMs = 5 * 60_000;

/**
 * What only one tab of an account does: runs the network, publishes, reads others, empties letter boxes. Starts what it can and
 * returns; ends by itself when `signal` aborts. Nothing here fails for want of a network.
 */
export async function runLeaderSession(
  parts: EngineParts,
  platform: EnginePlatform,
  signer: Signer,
  tabs: Pick<Tabs, 'publishState'>,
  later: LaterParts,
  signal: AbortSignal,
): Promise<LeaderSession> {
  const { store, device, settings, appBase } = parts;
  const { timers, clock } = platform;
  const gateways = (): readonly string[] => settings.get().gateways;
  const own = await findAccount(device, store.did);
  if (own !== undefined && (await completeKeys({ ...platform, device }, own)) !== own) parts.onAccountChange();
  await adoptDefaultGateway(store, settings, appBase, platform.isGateway);
  const configuration = (): NetworkConfiguration => configurationOf(settings.get());
  const { blocks, heads } = store;
  const network = await platform.createNetwork({ did: store.did, device, blocks, heads, configuration: configuration() });
  const successions = createStatementWatch({ ...platform, store, network, gateways }, signal);
  const handOver = startHandOver({ ...platform, device, network }, store.did, signal);
  const reader = createReader({ ...platform, store, network, successions });
  const remote = createRemoteReader({
    ...platform,
    store,
    settings,
    appBase,
    web: later.web,
    actorOf: createActorLookup(store, reader),
  });
  const handOn = createHandOn({ ...platform, store, gateways }, signal);
  const introductions = createIntroductions({ ...platform, store, network }, signal);
  const letters = createLetterIntake({ ...platform, store, network }, { onSender: introductions.introduce, onNew: handOn });
  const responses = createResponses({ store }, letters, platform.gatewayClient, gateways, signal);
  const hidesAddress = (): boolean => settings.get().httpOnly;
  const hosts = createHostPolls({ ...platform, store, network, appBase, gateways, hidesAddress }, letters, signal);
  const takeNews = createNewsIntake({ ...platform, store, network });
  const privateAccess = { ...platform, keys: () => parts.keys.held()?.privateKeys };
  const publisher = createPublisher({ ...platform, device, store, signer, network, gateways, privateAccess });
  const signIn = createDeviceSignIn(store, { ...platform, report: reportFailure });
  const driver = createPublishDriver({
    publisher,
    store,
    network,
    gateways,
    clock,
    timers,
    onOutcome: () => void tellState(),
    onLook: () => void tellState(),
    onFailure: platform.report,
  });
  const stops: (() => void)[] = [];
  let hosting: readonly HostingEntry[] = [];
  let wasReachable = false;
  let roomKeeper: Promise<() => Promise<number>> | undefined;
  let configured = configuration();
  let pairing: TabState['pairing'];
  let offering: Promise<PairingOffer> | undefined;

  async function tellState(): Promise<void> {
    if (signal.aborted) return;
    const [reach, account] = await Promise.all([publisher.reach(), findAccount(device, store.did)]);
    if (signal.aborted) return;
    const state: TabState = { connection: network.status(), reach, readOnly: account?.readOnly ?? false, pairing };
    tabs.publishState(state);
  }

  function statusChanged(): void {
    const status = network.status();
    signIn(status.peerId);
    const reachable = status.gateways.some(({ connected }) => connected) || status.directPeers > 0;
    if (reachable && !wasReachable) {
      handOver.now();
      reader.retryNow();
      introductions.retryNow();
      // The letter box is where the account is hosted.
      void refreshHosting().then(() => pollBoxes(false), platform.report);
      void ownReading.look();
    }
    wasReachable = reachable;
    void tellState();
  }

  async function refreshHosting(): Promise<readonly HostingEntry[]> {
    const account = await findAccount(device, store.did);
    if (account?.readOnly !== true) hosting = await requestHosting(platform.gatewayClient, signer, gateways(), signal);
    return hosting;
  }

  async function pollBoxes(isSeen: boolean): Promise<void> {
    // Servers of others may take their time; letters do not wait for them.
    hosts.poll(isSeen).catch(reportFailure);
    await responses.poll().catch(platform.report);
  }

  function reportFailure(error: unknown): void {
    if (!signal.aborted) platform.report(error);
  }

  async function takeLetter(recipient: IpnsName, activity: Uint8Array): Promise<boolean> {
    try {
      return (
        (await responses.takeLetter(recipient, activity)) ||
        (await takeNews(recipient, activity)) ||
        (await successions.takeLetter(recipient, activity))
      );
    } catch (error) {
      platform.report(error);
      return false;
    }
  }

  // After a restore the own outbox comes first; then publishing goes on.
  const ownReading = createOwnReading({
    timers,
    nowMs: () => clock.nowMs(),
    signal,
    async isReadOnly() {
      const account = await findAccount(device, store.did);
      // What a succeeded key publishes is not taken in any more.
      return account?.readOnly === true && account.succeededBy === undefined;
    },
    reconcile: (options) => publisher.reconcile(options),
    onRead: restartDriver,
    onTried: () => void tellState(),
    report: platform.report,
  });

  async function openOffer(): Promise<PairingOffer> {
    const { createPairingOffer } = await import('./devices/pairing-offer.ts');
    return createPairingOffer({
      ...platform,
      device,
      store,
      network,
      appBase,
      onState(state) {
        pairing = state;
        void tellState();
      },
    });
  }

  function restartDriver(): void {
    driver.stop();
    if (!signal.aborted) driver.start();
  }

  function every(ms: number, run: () => void): void {
    let cancel = (): void => undefined;
    const again = (): void => {
      cancel = timers.after(ms, () => {
        run();
        again();
      });
    };
    again();
    stops.push(() => cancel());
  }

  async function keepRoom(): Promise<void> {
    const { storage } = platform;
    if (storage === undefined) return;
    roomKeeper ??= import('./room/keep-room.ts').then(({ createRoomKeeper }) => createRoomKeeper(store, storage));
    await roomKeeper.then((keep) => keep()).catch(reportFailure);
  }

  /** Totals of own polls, and posts that go out at a time. */
  async function startWriting(): Promise<void> {
    const { keepWriting } = await import('./writing/keep-writing.ts');
    if (!signal.aborted) stops.push(keepWriting(later));
  }

  async function configure(): Promise<void> {
    const next = configuration();
    if (JSON.stringify(next) === JSON.stringify(configured)) return;
    configured = next;
    await network.configure(next).then(refreshHosting).catch(platform.report);
  }

  async function end(): Promise<void> {
    for (const stop of stops.splice(0)) stop();
    void offering?.then((offer) => offer.stop());
    driver.stop();
    reader.stop();
    successions.stop();
    handOver.stop();
    remote.stop();
    await network.stop().catch(platform.report);
  }

  const { promise: ended, resolve: hasEnded } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => void end().then(hasEnded), { once: true });
  stops.push(
    network.onStatus(statusChanged),
    settings.subscribe(() => void configure()),
    network.onLetter(takeLetter),
  );
  await network.start();
  // Whoever looks for this account finds this device, also before it publishes anything today.
  network.hold(parts.account.name, true);
  if (signal.aborted) await end().then(hasEnded);
  else await begin();

  async function begin(): Promise<void> {
    driver.start();
    await Promise.all([successions.start(), reader.start(), remote.start(), introductions.start()]);
    if (signal.aborted) return;
    if (platform.isVisible()) remote.seen();
    stops.push(startImports({ ...later, remote: createRemotePeople(later, remote) }));
    stops.push(startIndexing(later));
    void startWriting().catch(reportFailure);
    every(roomMs, () => void keepRoom());
    every(letterBoxMs, () => void pollBoxes(false));
    every(reachMs, () => void tellState());
    statusChanged();
  }

  return {
    ended,
    refresh: ({ did, via }) => reader.refresh(did, via),
    loadOlder: (did) => reader.loadOlder(did),
    resolveRemote: (text) => remote.resolve(text, { lane: 'lookup' }),
    refreshRemote: (id) => remote.refresh(id),
    loadOlderRemote: (id) => remote.loadOlder(id),
    fetchPost: (id) => (authorOf(id) === undefined ? remote : reader).fetchPost(id),
    fetchMedia: ({ digest, author }) => reader.fetchMedia(digest, author),
    hosting: () => refreshHosting(),
    checkLetters() {
      remote.seen();
      return pollBoxes(true);
    },
    restoreProgress: () => ownReading.progress(),
    lookForOutbox: () => ownReading.look(),
    async pairing(request) {
      offering ??= openOffer();
      await (await offering).ask(request);
    },
    async declareOutboxGone() {
      await publisher.declareGone();
      restartDriver();
      await tellState();
    },
  };
}

function configurationOf(settings: Settings): NetworkConfiguration {
  const { gateways, iceServers, httpOnly } = settings;
  return { gateways, iceServers, httpOnly };
}
