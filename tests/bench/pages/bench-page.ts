// The app without screens: composed as src/main.tsx does it, and handed to the benches as `globalThis.bench`.
import type { Did } from '../../../src/protocol/brand.ts';
import type { AccountStore, DeviceStore } from '../../../src/protocol/ports/store.ts';
import { nameOfDid } from '../../../src/services/addresses.ts';
import { createApp } from '../../../src/services/app.ts';
import { openAccountStore } from '../../../src/storage/open-account-store.ts';
import { openDeviceStore } from '../../../src/storage/open-device-store.ts';
import type { BenchWindow } from './bench-window.ts';
import { copyAll } from './copy-all.ts';
import { dialFresh } from './dial-fresh.ts';
import { fillLargeAccount } from './large-account.ts';
import { createRawPeer } from './raw-peer.ts';
import { diskUse, publishEach } from './disk-use.ts';
import { buildSearchIndex, fillForSearch, searchQueries } from './search.ts';
import { seedAccount } from './seed-account.ts';
import { fillTimeline, readRaw } from './timeline.ts';
import { startSwarm } from './swarm.ts';

const stores = new Map<Did, Promise<AccountStore>>();
const deviceChannel = new BroadcastChannel('pollen-accounts');
let device: Promise<DeviceStore> | undefined;

function openDevice(): Promise<DeviceStore> {
  device ??= openDeviceStore();
  return device;
}

function openAccount(did: Did): Promise<AccountStore> {
  const opened = stores.get(did) ?? openAccountStore(did, { name: nameOfDid(did) });
  stores.set(did, opened);
  return opened;
}

const startApp = async () =>
  createApp({
    device: await openDevice(),
    openAccount,
    loadDesk: () => import('../../../src/services/desk.ts'),
    loadEngine: () => import('../../../src/engine-entry.ts'),
    loadLock: () => import('../../../src/lock-entry.ts'),
    appBase: location.origin + location.pathname,
    sharedOrigin: false,
    nowMs: () => Date.now(),
    storage: navigator.storage,
    deviceChanges: {
      announce: () => deviceChannel.postMessage('changed'),
      listen: (listener) => deviceChannel.addEventListener('message', listener),
    },
    finishRemovals: async () => undefined,
    restart: () => location.reload(),
  });

/** As the app's page fetches it ahead: no bench measures the loading of code. */
await import('../../../src/services/desk.ts');

(globalThis as unknown as BenchWindow).bench = {
  startApp,
  openAccount,
  openDevice,
  seedAccount: async (input) => seedAccount({ device: await openDevice(), openAccount }, input),
  startSwarm,
  dialFresh,
  copyAll,
  createRawPeer,
  nameOfDid,
  fillTimeline,
  fillLargeAccount,
  readRaw,
  diskUse,
  publishEach,
  fillForSearch,
  buildSearchIndex,
  searchQueries,
  buildSearchPeer: async (store) => (await import('./search-peer.ts')).buildSearchPeer(store),
};
