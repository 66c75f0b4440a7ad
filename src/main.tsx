import type { Did } from './protocol/brand.ts';
import type { AccountStore } from './protocol/ports/store.ts';
import { nameOfDid } from './services/addresses.ts';
import { createApp } from './services/app.ts';
import { whenIdle } from './services/when-idle.ts';
import { openDeviceStore } from './storage/open-device-store.ts';
import { openingDeviceStore } from './storage/opening-device-store.ts';
import { renderApp } from './ui/root.tsx';

const element = document.getElementById('app');
if (element === null) throw new Error('index.html has no #app');

const deviceChannel = new BroadcastChannel('pollen-accounts');
const stores = new Map<Did, Promise<AccountStore>>();

// What only an account needs comes with its screens: somebody new waits for the welcome alone.
const loadAccount = () => import('./account-entry.ts');
const openStore = async (did: Did): Promise<AccountStore> => {
  const { openAccountStore } = await loadAccount();
  return openAccountStore(did, {
    name: nameOfDid(did),
    loadFindMedia: async () => (await import('./media-entry.ts')).loadFindMedia(),
  });
};

const opening = openDeviceStore();
const device = openingDeviceStore(opening);
const loadChores = () => import('./removal-entry.ts');
const finishRemovals = async (): Promise<void> => (await loadChores()).finishRemovals(device);

const app = createApp({
  device,
  openAccount(did) {
    const opened = stores.get(did) ?? openStore(did);
    stores.set(did, opened);
    opened.catch(() => stores.delete(did));
    return opened;
  },
  loadDesk: loadAccount,
  async loadEngine() {
    // All of its files in one round, and of the network's (scripts/fetch-ahead.ts); they start one after the other.
    dispatchEvent(new Event('engine'));
    return (await import('./engine-libraries.ts')).loadEngine();
  },
  loadLock: () => import('./lock-entry.ts'),
  appBase: location.origin + location.pathname,
  // Path gateways serve everybody's pages from one origin: what is stored there is not one's own.
  sharedOrigin: /^\/ip[fn]s\//.test(location.pathname),
  nowMs: () => Date.now(),
  storage: navigator.storage ?? {},
  deviceChanges: {
    announce: () => deviceChannel.postMessage('changed'),
    listen: (listener) => deviceChannel.addEventListener('message', listener),
  },
  finishRemovals,
  restart(closing, elsewhere) {
    // A network that does not stop must not keep somebody in an account that they have left.
    const limit = new Promise((resolve) => setTimeout(resolve, 3_000));
    void Promise.race([closing, limit]).finally(() => {
      if (elsewhere) history.replaceState(null, '', '#/');
      location.reload();
    });
  },
});

// Waited for, since drawing a first frame without it costs more than it saves; when it fails, whoever asks it learns why. Not by this
// module: files that import it would wait, too, and the bundler would make a second one for each that is asked for by name.
const standing = opening.catch(() => undefined).then(() => renderApp(app, element, loadAccount));
// After the first screen: what connects is several times as large as the timeline, and would have the line and the processor.
void standing.then(() =>
  requestAnimationFrame(() =>
    whenIdle(() => {
      void app.connect().catch(reportError);
      whenIdle(() => {
        void finishRemovals().catch(reportError);
        void loadChores()
          .then(({ registerServiceWorker }) => registerServiceWorker(app))
          .catch(reportError);
      });
    }),
  ),
);
