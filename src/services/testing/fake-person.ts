import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { JSDOM } from 'jsdom';
import { finishRemovals } from '../accounts/finish-removals.ts';
import type { Did } from '../../protocol/brand.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { createApp } from '../app.ts';
import { openDesk } from '../desk.ts';
import type { Me, PollenApp } from '../app-api.ts';
import type { Engine } from '../engine-api.ts';
import { createEngineModule } from '../engine.ts';
import type { KeyRing } from '../key-ring.ts';
import { openLock } from '../lock/lock-desk.ts';
import type { LockPlatform } from '../lock/lock-parts.ts';
import type { EnginePlatform } from '../platform.ts';
import { createSanitiser } from '../sanitise.ts';
import { createFakeChannels } from './fake-channels.ts';
import { createFakePasskeys } from './fake-passkeys.ts';
import type { FakeHub, FakePeer } from './fake-hub.ts';
import { createMemoryDeviceStore } from './memory-device-store.ts';

export interface Tab {
  readonly app: PollenApp;
  openAccount(did: Did): Promise<AccountStore>;
  /** Somebody moves the pointer. */
  touch(): void;
  /** The page that comes after this one, once the account of this one was left. */
  readonly next: Promise<Tab>;
  /** Whether its account was left in another tab. */
  wasLeftElsewhere(): boolean;
}

/** A browser profile: the real app, engine and database in each tab, in the network of the hub. */
export interface FakeBrowser {
  readonly device: DeviceStore;
  /** Every engine that was opened, and where it takes its keys from. */
  readonly engines: readonly { readonly engine: Engine; readonly keys: KeyRing }[];
  openTab(): Tab;
  /** The one that was started last. */
  network(): FakePeer;
  /** How many were started. */
  networks(): number;
  /** Accounts whose network has started and has not stopped yet. */
  readonly online: ReadonlySet<Did>;
  /** As if the first tab had been closed: it says nothing more, and its lock is free. */
  closeFirstTab(): void;
  closeAll(): void;
}

/** Somebody with an account, made in the first tab of a browser of their own. */
export interface FakePerson extends FakeBrowser {
  readonly app: PollenApp;
  readonly me: Me;
  readonly store: AccountStore;
  /** A post that leaves at once. */
  post(text: string, more?: Partial<DraftRecord>): ReturnType<PollenApp['post']>;
}

/** The storage is the test's to give: services do not import it. */
export type OpenStore = (did: Did, options: { readonly indexedDB: IDBFactory }) => Promise<AccountStore>;

const htmlToRichText = createSanitiser(new JSDOM('').window);
let drafts = 0;

export async function createFakePerson(hub: FakeHub, name: string, openStore: OpenStore): Promise<FakePerson> {
  const browser = createFakeBrowser(hub, openStore);
  const { app, openAccount } = browser.openTab();
  // As main.tsx does it: before there is an account.
  await app.connect();
  const made = await app.createAccount({ name, username: name.toLowerCase() });
  if (!made.ok) throw new Error(made.error.type);
  await app.putSettings({ undoSeconds: 0 });
  return {
    ...browser,
    app,
    me: made.value,
    store: await openAccount(made.value.did),
    post: (text, more = {}) =>
      app.post({
        id: `draft-${drafts++}`,
        text,
        warning: '',
        language: 'en',
        audience: 'public',
        attachments: [],
        savedAtMs: hub.timers.nowMs(),
        ...more,
      }),
  };
}

export function createFakeBrowser(hub: FakeHub, openStore: OpenStore): FakeBrowser {
  const device = createMemoryDeviceStore();
  const indexedDB = new IDBFactory();
  const lock = createLock();
  const openChannel = createFakeChannels();
  const started: FakePeer[] = [];
  const online = new Set<Did>();
  const clearLeftovers = (): Promise<void> =>
    finishRemovals({
      device,
      deleteData: ({ name }) => deleteDatabase(indexedDB, `pollen-${name}`),
      alone: (run) => run(),
    });
  const engines: FakeBrowser['engines'][number][] = [];
  const closers: (() => void)[] = [];

  function countedAs(did: Did, network: FakePeer): FakePeer {
    return {
      ...network,
      async start() {
        if (online.size > 0 && !online.has(did)) throw new Error('two accounts of one browser are online');
        online.add(did);
        await network.start();
      },
      async stop() {
        await network.stop();
        online.delete(did);
      },
    };
  }

  function openTab(): Tab {
    const stores = new Map<Did, Promise<AccountStore>>();
    const closing = new AbortController();
    const next = Promise.withResolvers<Tab>();
    let wasLeftElsewhere = false;
    const openAccount = (did: Did): Promise<AccountStore> => {
      const opened = stores.get(did) ?? openStore(did, { indexedDB });
      stores.set(did, opened);
      return opened;
    };
    closers.push(() => closing.abort());
    const platform: EnginePlatform = {
      clock: hub.timers,
      timers: hub.timers,
      subtle: crypto.subtle,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      verifier: createVerifier(),
      htmlToRichText,
      workFactor: 4,
      pictures: { decode: async () => undefined },
      probeRecording: async () => undefined,
      gatewayClient: hub.gatewayClient,
      hostClient: hub.hosts.client,
      openFediverse: () => hub.fediverse.web,
      async createNetwork({ did }) {
        const network = hub.network(await openAccount(did));
        started.push(network);
        return countedAs(did, network);
      },
      createPairingDialler: async () => hub.pairing.dialler(),
      runAsLeader: (_name, start, { signal }) => lock(start, AbortSignal.any([signal, closing.signal])),
      clearLeftovers,
      openChannel: (channelName) => openChannel(channelName, closing.signal),
      isGateway: async () => true,
      lookUpAccounts: async (names, gateways) => ({
        found: new Set(names.filter((name) => hub.heads.has(name))),
        answered: gateways,
      }),
      isVisible: () => true,
      onFocus: () => () => undefined,
      isOnline: () => true,
      onOnline: () => () => undefined,
      report(error) {
        if (!closing.signal.aborted) throw error;
      },
    };
    const changes = platform.openChannel('accounts');
    const inputs = new Set<() => void>();
    const lockPlatform: Pick<LockPlatform, 'watchInput' | 'passkeys'> = {
      watchInput({ input }) {
        inputs.add(input);
        return () => inputs.delete(input);
      },
      passkeys: createFakePasskeys(),
    };
    const app = createApp({
      device,
      openAccount,
      loadDesk: async () => ({ openDesk }),
      async loadEngine() {
        const module = createEngineModule(platform);
        return {
          ...module,
          openEngine(engineParts) {
            const engine = module.openEngine(engineParts);
            engines.push({ engine, keys: engineParts.keys });
            return engine;
          },
        };
      },
      loadLock: async () => ({ openLock: (lockParts) => openLock({ ...platform, ...lockParts, ...lockPlatform }) }),
      appBase: 'https://gateway.example/',
      sharedOrigin: false,
      nowMs: hub.timers.nowMs,
      storage: {},
      deviceChanges: {
        announce: () => changes.postMessage('changed'),
        listen: (listener) => changes.listen(listener),
      },
      finishRemovals: clearLeftovers,
      restart(left, elsewhere) {
        wasLeftElsewhere = elsewhere;
        void left.then(() => {
          closing.abort();
          next.resolve(openTab());
        });
      },
    });
    const touch = (): void => {
      for (const input of inputs) input();
    };
    return { app, openAccount, touch, next: next.promise, wasLeftElsewhere: () => wasLeftElsewhere };
  }

  return {
    device,
    engines,
    openTab,
    network() {
      const network = started.at(-1);
      if (network === undefined) throw new Error('not connected yet');
      return network;
    },
    networks: () => started.length,
    online,
    closeFirstTab: () => closers[0]?.(),
    closeAll() {
      for (const close of closers) close();
    },
  };
}

function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = factory.deleteDatabase(name);
  request.addEventListener('success', () => resolve());
  request.addEventListener('error', () => reject(request.error));
  return promise;
}

/** Runs one at a time, the next when the one before has ended. */
function createLock(): (start: Parameters<EnginePlatform['runAsLeader']>[1], signal: AbortSignal) => Promise<void> {
  let turn: Promise<void> = Promise.resolve();
  return (start, signal) => {
    const mine = turn.then(async () => {
      if (signal.aborted) return;
      const led = await start(signal);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await led?.ended();
    });
    turn = mine;
    return mine;
  };
}
