/// <reference lib="webworker" />
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope;

// Answers only the app's own files. Everything else on this origin (/ipfs, /ipns, /routing, /.well-known, /pollen) goes to the
// network untouched: precaching matches exact URLs of the build, never a path below them.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

self.addEventListener('message', (event) => {
  // Sent by a page when its user accepted the update; never by itself, so no draft is reloaded away.
  if (event.data === 'skip-waiting') void self.skipWaiting();
});
