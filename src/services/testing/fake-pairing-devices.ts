import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { Did } from '../../protocol/brand.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { createAccountService } from '../account.ts';
import { saveBackup } from '../backup/save-backup.ts';
import type { JoinState, OfferState } from '../devices/devices-api.ts';
import { createJoinDesk, type JoinParts } from '../devices/join-desk.ts';
import { createPairingOffer } from '../devices/pairing-offer.ts';
import { createFakePairing, type FakePairing } from './fake-pairing.ts';
import { createManualTimers, type ManualTimers } from './manual-timers.ts';
import { createMemoryDeviceStore } from './memory-device-store.ts';
import type { OpenStore } from './fake-person.ts';

export const pairingPassphrase = 'correct horse battery';
const gateway = 'https://gateway.example';

/** One device that has an account and any number of new ones, with nothing between the services but a fake line. */
export interface PairingWorld {
  readonly timers: ManualTimers;
  readonly lines: FakePairing;
  readonly account: AccountRecord;
  readonly store: AccountStore;
  readonly device: DeviceStore;
  readonly offer: ReturnType<typeof createPairingOffer>;
  readonly offerState: () => OfferState;
  readonly offerStates: OfferState[];
  /** Starts offering, and what is shown then. */
  link(): Promise<string>;
  newDevice(more?: Partial<JoinParts>): NewDevice;
}

export interface NewDevice {
  readonly desk: ReturnType<typeof createJoinDesk>;
  readonly state: () => JoinState;
  readonly device: DeviceStore;
  readonly entered: AccountRecord[];
  readonly reports: unknown[];
  openAccount(did: Did): Promise<AccountStore>;
}

export interface PairingWorldOptions {
  readonly openStore: OpenStore;
  readonly saved?: boolean;
  readonly online?: boolean;
}

export async function createPairingWorld({ openStore, saved = true, online = true }: PairingWorldOptions): Promise<PairingWorld> {
  const timers = createManualTimers(Date.UTC(2026, 10, 22, 8));
  const lines = createFakePairing(gateway);
  const common = {
    clock: timers,
    timers,
    subtle: crypto.subtle,
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
    workFactor: 4,
  };
  const factory = new IDBFactory();
  const device = createMemoryDeviceStore();
  const openHere = opener(openStore, factory);
  const made = await createAccountService({ ...common, device, openAccount: openHere }).create({ name: 'Ada', username: 'ada' });
  if (!made.ok) throw new Error(made.error.type);
  const store = await openHere(made.value.did);
  if (saved) await saveBackup({ ...common, device, store }, pairingPassphrase);
  const offerStates: OfferState[] = [{ phase: 'none' }];
  const offerState = (): OfferState => offerStates.at(-1) ?? { phase: 'none' };
  const offer = createPairingOffer({
    ...common,
    device,
    store,
    network: { openPairing: async (take) => (online ? lines.open(take) : undefined) },
    appBase: 'https://app.example/',
    onState: (state) => void offerStates.push(state),
    report(error) {
      throw error;
    },
  });
  return {
    timers,
    lines,
    account: made.value,
    store,
    device,
    offer,
    offerState,
    offerStates,
    async link() {
      await offer.ask({ type: 'start' });
      const state = offerState();
      if (state.phase !== 'waiting') throw new Error(`in ${state.phase}`);
      return state.link;
    },
    newDevice(more = {}) {
      const fresh = createMemoryDeviceStore();
      const openAccount = opener(openStore, new IDBFactory());
      const entered: AccountRecord[] = [];
      const reports: unknown[] = [];
      const desk = createJoinDesk({
        ...common,
        device: fresh,
        openAccount,
        sharedOrigin: false,
        createPairingDialler: async () => lines.dialler(),
        onAccount: async (account) => entered.push(account),
        report: (error) => void reports.push(error),
        ...more,
      });
      return { desk, state: desk.state.get, device: more.device ?? fresh, entered, reports, openAccount };
    },
  };
}

function opener(openStore: OpenStore, indexedDB: IDBFactory): (did: Did) => Promise<AccountStore> {
  const stores = new Map<Did, Promise<AccountStore>>();
  return (did) => {
    const open = stores.get(did) ?? openStore(did, { indexedDB });
    stores.set(did, open);
    return open;
  };
}
