/// <reference lib="webworker" />
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { createKeptAssets, keptName } from './kept-assets.ts';
import { isNotesMessage, openNote, showNotes } from './notes.ts';
import { keepShared } from './shared-box.ts';

declare const self: ServiceWorkerGlobalScope;

// Answers only the app's own files. Everything else on this origin (/ipfs, /ipns, /routing, /.well-known, /pollen) goes to the
// network untouched: precaching matches exact URLs of the build, never a path below them.
const files = self.__WB_MANIFEST.map((entry) => (typeof entry === 'string' ? { url: entry, revision: null } : entry));
precacheAndRoute(files.filter(({ url }) => keptName(url) === undefined));
cleanupOutdatedCaches();

/** The rest of the build: stored by whoever uses it. */
const keptUrls = files.filter(({ url }) => keptName(url) !== undefined).map(({ url }) => new URL(url, self.location.href).href);
const keptAssets = createKeptAssets(keptUrls, self.caches, (request) => fetch(request));
self.addEventListener('install', (event) => event.waitUntil(keptAssets.bringAlong()));
// Pages of the first visit too, from here on: what they use next is kept.
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([keptAssets.forgetOthers(), self.clients.claim()])));

/** Where the manifest's `share_target` sends what other apps share. No server has anything under this address. */
const shareAddress = new URL('./share', self.registration.scope).href;

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'POST' && url === shareAddress) event.respondWith(receiveShared(event.request));
  else if (method === 'GET' && keptAssets.has(url)) event.respondWith(keptAssets.answer(event.request));
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
  // What a page has loaded before there was a worker to keep it.
  if (Array.isArray(event.data)) event.waitUntil(keptAssets.keep(event.data.filter((url) => typeof url === 'string')));
  if (isNotesMessage(event.data)) event.waitUntil(showNotes(event.data, self.clients, self.registration));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openNote(event.notification.data, self.clients, self.registration.scope));
});
