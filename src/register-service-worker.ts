import { trustedScript } from './services/trusted-script.ts';

const address = './service-worker.js';

/**
 * Lets the app start without a network. A newer version waits until every tab of the old one is closed, so nothing is reloaded
 * under a draft. Failing costs only the offline start (private windows, file addresses), so it is reported, never shown.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  await navigator.serviceWorker.register(trustedScript(address), { updateViaCache: 'none' });
  // On the first visit no worker saw what was loaded: it keeps what it does not store by itself (src/sw/kept-assets.ts).
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  (await navigator.serviceWorker.ready).active?.postMessage(loaded.filter((url) => url.includes('/assets/')));
}
