import type { Did } from './protocol/brand.ts';
import type { FediverseWeb } from './protocol/ports/fediverse.ts';
import type { DeviceStore } from './protocol/ports/store.ts';
import { createVerifier } from './protocol/proof/verifier.ts';
import { createBrowserEnvironment } from './network/environment.ts';
import { createGatewayClient } from './network/gateways/gateway-client.ts';
import { createGatewayTokens } from './network/gateways/gateway-tokens.ts';
import { fetchGatewayCard } from './network/gateways/gateway-card.ts';
import { createHostClient } from './network/gateways/host-client.ts';
import { runAsOnlyOne } from './network/leader.ts';
import { pause } from './network/pause.ts';
import { createEngineModule } from './services/engine.ts';
import { createPause } from './services/import/pause.ts';
import { createBrowserPictureCodec } from './services/media-codec.ts';
import { deviceNameOf } from './services/private-state/device-name.ts';
import type { FediverseParts, NetworkParts } from './services/platform.ts';
import { createSanitiser } from './services/sanitise.ts';
import type { TabChannel } from './services/tabs.ts';
import { systemTimers } from './services/timers.ts';
// The store asks for it before a write: here already, so that no write waits for a file.
import './storage/ingest/apply-batch.ts';

const tokens = createGatewayTokens();

/** The engine wired to this browser. Loaded after the first paint; the peer-to-peer part only in the tab that leads. */
export const { createAccount, restoreBackup, restoreWords, openRestoring, openJoining, openEngine } = createEngineModule({
  clock: { nowMs: () => Date.now() },
  timers: systemTimers,
  subtle: crypto.subtle,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  // A page of an outbox takes 15 ms of a fast processor.
  verifier: { ...createVerifier(), pause: createPause(undefined, 5) },
  htmlToRichText: createSanitiser(window),
  pictures: createBrowserPictureCodec(),
  probeRecording: async (file) => (await import('./services/recordings/browser-probe.ts')).probeInBrowser(file),
  gatewayClient: createGatewayClient({ tokens }),
  hostClient: createHostClient(),
  openFediverse,
  createNetwork,
  createPairingDialler: async () => (await import('./network/pairing/browser-dialler.ts')).createBrowserPairingDialler(),
  runAsLeader: runAsOnlyOne,
  clearLeftovers: async (device) => (await import('./removal-entry.ts')).finishRemovals(device),
  openChannel,
  lookUpAccounts: async (...question) => (await import('./network/heads/look-up-accounts.ts')).lookUpAccounts(...question),
  storage: navigator.storage,
  isGateway: async (origin) => (await fetchGatewayCard(origin)).ok,
  isVisible,
  onFocus(listener) {
    const seen = (): void => {
      if (isVisible()) listener();
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  },
  isOnline: () => navigator.onLine,
  onOnline(listener) {
    addEventListener('online', listener);
    return () => removeEventListener('online', listener);
  },
  deviceName: deviceNameOf(navigator.userAgent),
  report: (error) => reportError(error),
});

/** The part that asks servers is loaded with the first question. */
function openFediverse({ gateways, appBase, clock, timers }: FediverseParts): FediverseWeb {
  let web: Promise<FediverseWeb> | undefined;
  const open = async (): Promise<FediverseWeb> => {
    const { createFediverseWeb } = await import('./network/fediverse/fediverse-web.ts');
    const environment = createBrowserEnvironment();
    return createFediverseWeb({ appBase, gateways, tokens, timers, environment, nowMs: () => clock.nowMs() });
  };
  return {
    async ask(request, options) {
      web ??= open();
      return (await web).ask(request, options);
    },
  };
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}

async function createNetwork({ did, device, blocks, heads, configuration }: NetworkParts) {
  const deviceKey = configuration.httpOnly === true ? undefined : await deviceKeyOf(device, did);
  if (deviceKey === undefined) {
    const { createHttpNetwork } = await import('./network/http-network.ts');
    return createHttpNetwork({ heads, configuration, environment: createBrowserEnvironment() });
  }
  const { createBrowserNetwork } = await loadBrowserNode();
  return createBrowserNetwork({ deviceKey, blocks, heads, configuration, databaseName: `pollen-p2p-${did}` });
}

const libraries = [
  () => import('./network/p2p/libraries/curves.ts'),
  () => import('./network/p2p/libraries/keys.ts'),
  () => import('./network/p2p/libraries/connections.ts'),
  () => import('./network/p2p/libraries/peers.ts'),
];

/** Starting the libraries is a tenth of a second of a slow phone: in pieces, so that the page answers between them. */
async function loadBrowserNode() {
  for (const load of libraries) {
    await load();
    await pause();
  }
  const node = await import('./network/browser-node.ts');
  await pause();
  return node;
}

/** The key of this installation's node, made on first use; undefined where WebCrypto lacks Ed25519: then HTTP has to do. */
async function deviceKeyOf(device: DeviceStore, did: Did): Promise<CryptoKeyPair | undefined> {
  const known = await device.deviceKey(did);
  if (known !== undefined) return known;
  try {
    const key = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
    if (!('privateKey' in key)) return undefined;
    await device.putDeviceKey(did, key);
    return key;
  } catch {
    return undefined;
  }
}

function openChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    postMessage: (message) => channel.postMessage(message),
    listen: (listener) => channel.addEventListener('message', (event) => listener(event.data)),
    close: () => channel.close(),
  };
}
