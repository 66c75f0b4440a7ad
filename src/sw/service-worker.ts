/// <reference lib="webworker" />
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { keepShared } from './shared-box.ts';

declare const self: ServiceWorkerGlobalScope;

// Answers only the app's own files. Everything else on this origin (/ipfs, /ipns, /routing, /.well-known, /pollen) goes to the
// network untouched: precaching matches exact URLs of the build, never a path below them.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

/** Where the manifest's `share_target` sends what other apps share. No server has anything under this address. */
const shareAddress = new URL('./share', self.registration.scope).href;

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'POST' && url === shareAddress) event.respondWith(receiveShared(event.request));
});

/** Keeps what came, then opens the page that takes it. What cannot be kept is not worth an error page. */
async function receiveShared(request: Request): Promise<Response> {
  await request
    .formData()
    .then((form) => keepShared(form, self.caches))
    .catch(() => undefined);
  return Response.redirect(new URL('./#/settings/share', self.registration.scope).href, 303);
}

self.addEventListener('message', (event) => {
  // Sent by a page when its user accepted the update; never by itself, so no draft is reloaded away.
  if (event.data === 'skip-waiting') void self.skipWaiting();
});
