import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { JSDOM } from 'jsdom';
import type { Did } from '../../protocol/brand.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { createApp } from '../app.ts';
import type { Me, PollenApp } from '../app-api.ts';
import { createEngineModule } from '../engine.ts';
import type { EnginePlatform } from '../platform.ts';
import { createSanitiser } from '../sanitise.ts';
import type { FakeHub, FakePeer } from './fake-hub.ts';
import { createMemoryDeviceStore } from './memory-device-store.ts';

/** A person with a browser: the real app, engine and database, in the network of the hub. */
export interface FakePerson {
  readonly app: PollenApp;
  readonly me: Me;
  readonly store: AccountStore;
  readonly device: DeviceStore;
  network(): FakePeer;
  /** A post that leaves at once. */
  post(text: string, more?: Partial<DraftRecord>): ReturnType<PollenApp['post']>;
}

const htmlToRichText = createSanitiser(new JSDOM('').window);
let drafts = 0;

/** The storage is the test's to give: services do not import it. */
export type OpenStore = (did: Did, options: { readonly indexedDB: IDBFactory }) => Promise<AccountStore>;

export async function createFakePerson(hub: FakeHub, name: string, openStore: OpenStore): Promise<FakePerson> {
  const device = createMemoryDeviceStore();
  const factory = new IDBFactory();
  const stores = new Map<Did, Promise<AccountStore>>();
  let network: FakePeer | undefined;
  const openAccount = (did: Did): Promise<AccountStore> => {
    const opened = stores.get(did) ?? openStore(did, { indexedDB: factory });
    stores.set(did, opened);
    return opened;
  };
  const platform: EnginePlatform = {
    clock: hub.timers,
    timers: hub.timers,
    subtle: crypto.subtle,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    verifier: createVerifier(),
    htmlToRichText,
    pictures: { decode: async () => undefined },
    gatewayClient: hub.gatewayClient,
    async createNetwork({ did }) {
      network = hub.network(await openAccount(did));
      return network;
    },
    runAsLeader: async (_name, start, { signal }) => start(signal),
    openChannel: () => ({ postMessage: () => undefined, listen: () => undefined, close: () => undefined }),
    isGateway: async () => true,
    onFocus: () => () => undefined,
    report(error) {
      throw error;
    },
  };
  const app = createApp({
    device,
    openAccount,
    loadEngine: async () => createEngineModule(platform),
    appBase: 'https://gateway.example/',
    sharedOrigin: false,
    nowMs: hub.timers.nowMs,
    storage: {},
    deviceChanges: { announce: () => undefined, listen: () => undefined },
  });
  const made = await app.createAccount({ name, username: name.toLowerCase() });
  if (!made.ok) throw new Error(made.error.type);
  await app.putSettings({ undoSeconds: 0 });
  await app.connect();
  const store = await openAccount(made.value.did);
  return {
    app,
    me: made.value,
    store,
    device,
    network() {
      if (network === undefined) throw new Error('not connected yet');
      return network;
    },
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
