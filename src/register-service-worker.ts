import type { Live, PollenApp } from './services/app-api.ts';
import { waitForRest } from './services/search/wait-for-rest.ts';
import { systemTimers } from './services/timers.ts';
import { trustedScript } from './services/trusted-script.ts';

const address = './service-worker.js';
/** By then the network is there, or will not come soon. */
const patienceMs = 10_000;

/**
 * Lets the app start without a network. A newer version waits until every tab of the old one is closed, so nothing is reloaded
 * under a draft. Failing costs only the offline start (private windows, file addresses), so it is reported, never shown.
 */
export async function registerServiceWorker(app: Pick<PollenApp, 'session' | 'connection'>): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // The copy of the whole app is larger than what connects, which would have to share line and processor with it.
  const { rest, stop } = waitForRest(document, systemTimers);
  if (app.session.get().phase === 'ready') await until(app.connection, ({ state }) => state !== 'looking', patienceMs);
  // Nor does it make a slow device stumble: whoever scrolls is waited for.
  await rest();
  stop();
  await navigator.serviceWorker.register(trustedScript(address), { updateViaCache: 'none' });
  // On the first visit no worker saw what was loaded: it keeps what it does not store by itself (src/sw/kept-assets.ts).
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  (await navigator.serviceWorker.ready).active?.postMessage(loaded.filter((url) => url.includes('/assets/')));
}

function until<T>(value: Live<T>, is: (now: T) => boolean, withinMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (): void => {
    if (is(value.get())) resolve();
  };
  const stop = value.subscribe(look);
  const timer = setTimeout(resolve, withinMs);
  look();
  return promise.finally(() => {
    stop();
    clearTimeout(timer);
  });
}
