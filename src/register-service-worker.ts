/** The part of Trusted Types used here; a policy's value is handed on as if it were the string that it stands for. */
interface PolicyMaker {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
  };
}

const address = './service-worker.js';

/**
 * Lets the app start without a network. A newer version waits until every tab of the old one is closed, so nothing is reloaded
 * under a draft. Failing costs only the offline start (private windows, file addresses), so it is reported, never shown.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // The app's policy (Content-Security-Policy: trusted-types) knows this one script by this one name.
  const policy = (globalThis as PolicyMaker).trustedTypes?.createPolicy('pollen', {
    createScriptURL(url) {
      if (url !== address) throw new TypeError(`not the service worker: ${url}`);
      return url;
    },
  });
  await navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address, { updateViaCache: 'none' });
  // On the first visit no worker saw what was loaded: it keeps what it does not store by itself (src/sw/kept-assets.ts).
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  (await navigator.serviceWorker.ready).active?.postMessage(loaded.filter((url) => url.includes('/assets/')));
}
