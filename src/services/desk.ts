import type { Did } from '../protocol/brand.ts';
import type { ConnectionStatus } from '../protocol/ports/network.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import type { Me, Settings } from './app-api.ts';
import type { Engine, EngineModule } from './engine-api.ts';
import { type KeyRing, keysOf, type OwnKeyRing, withoutKeys } from './key-ring.ts';
import { createLive, type WritableLive } from './live.ts';
import { loadMe } from './session.ts';
import { loadSettings } from './settings.ts';
import type { Reach } from './views/load-posts.ts';
import { createReadings, type Readings } from './views/readings.ts';
import { createRelationsCache } from './views/relations.ts';

export interface DeskParts {
  readonly device: DeviceStore;
  openAccount(did: Did): Promise<AccountStore>;
  loadEngine(): Promise<EngineModule>;
  readonly appBase: string;
  nowMs(): number;
  readonly keys: OwnKeyRing;
  /** The account record was changed by the tab that runs the network. */
  onAccountChange(): void;
}

/** One open account in one tab: its store, what screens read of it, and its engine once somebody needs it. */
export interface Desk {
  readonly store: AccountStore;
  readonly read: Readings;
  readonly reach: WritableLive<Reach>;
  /** Dropped when the account is locked. */
  readonly keys: Pick<OwnKeyRing, keyof KeyRing | 'drop'>;
  /** Loads and opens the engine at the first call. A failed load (offline, half-updated app) is tried again by the next call. */
  engine(): Promise<Engine>;
  /** Reads the account record and all that belongs to the owner again. */
  me(): Promise<Me>;
  /** Ends the engine, if there is one. The store stays open: it is the whole tab's. */
  close(): Promise<void>;
}

/** Opens what the screens of one account read from. */
export async function openDesk(
  parts: DeskParts,
  account: AccountRecord,
  store: AccountStore,
  settings: WritableLive<Settings>,
  connection: WritableLive<ConnectionStatus>,
): Promise<Desk> {
  const { device, appBase, nowMs } = parts;
  const relations = createRelationsCache(store);
  const reach = createLive<Reach>({ people: 0, gateways: [], fresh: [] });
  settings.set(await loadSettings(store, device));
  const gateways = (): readonly string[] => settings.get().gateways;
  const current = withoutKeys(account);
  let isClosed = false;
  let engine: Promise<Engine> | undefined;
  return {
    store,
    reach,
    read: createReadings({ store, relations, appBase, gateways, reach: reach.get, nowMs }),
    keys: parts.keys,
    engine() {
      if (isClosed) return Promise.reject(new Error('this account is locked'));
      const opening =
        engine ??
        parts.loadEngine().then((module) => {
          return module.openEngine({
            device,
            openAccount: parts.openAccount,
            store,
            account: current,
            keys: parts.keys,
            settings,
            connection,
            reach,
            appBase,
            onAccountChange: parts.onAccountChange,
          });
        });
      engine = opening;
      opening.catch(() => {
        if (engine === opening) engine = undefined;
      });
      return opening;
    },
    async me() {
      const stored = (await device.accounts()).find(({ did }) => did === current.did) ?? current;
      const keys = keysOf(stored);
      if (keys !== undefined) parts.keys.hold(keys);
      const weakKeyStorage = parts.keys.held()?.signingKey.kind === 'seed';
      return loadMe({ device, store, relations, appBase, gateways: gateways(), nowMs: nowMs(), weakKeyStorage }, stored);
    },
    async close() {
      isClosed = true;
      relations.close();
      await (await engine?.catch(() => undefined))?.close();
    },
  };
}
