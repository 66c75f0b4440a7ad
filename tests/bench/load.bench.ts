// What a first visit costs: script bytes until timeline and composer work without any network code, bytes that the service worker
// stores, and the time until a fresh profile can be used on a slow line with a slow processor.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { buildApp } from '../../scripts/build-app.ts';
import { keptName } from '../../src/sw/kept-assets.ts';
import { forgetBrowser, startBrowser } from '../e2e/support/browser.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { buildBenchPage } from './support/bench-browser.ts';
import { openPlainPage, type PlainPage } from './support/plain-chromium.ts';
import { type StaticServer, startStaticServer } from './support/static-server.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const scriptLimit = 110_000;
const precacheLimit = 770_000;
const usableLimitMs = 1_200;
const rounds = 5;
const posts = 60;
/** By the names of their files. */
const comesLater = [
  'engine',
  'engine-documents',
  'engine-leader',
  'engine-libraries',
  'engine-posts',
  'engine-values',
  'browser-node',
  'peer-connections',
  'peer-curves',
  'peer-keys',
  'peer-libraries',
  'removal-entry',
  'background',
  'reading',
  'screens',
  'place-keeper',
  'completion-list',
];
const phone = { width: 390, height: 844 };

async function run(): Promise<BenchResult[]> {
  buildApp(root);
  const server = await startStaticServer({ '': dist, bench: await buildBenchPage() });
  try {
    const script = await scriptBytes(server);
    const precache = precacheBytes();
    const fresh = await throttledStart(server);
    const exact = (value: number): { median: number; min: number; max: number } => ({ median: value, min: value, max: value });
    return [
      {
        name: 'JavaScript until timeline and composer are usable, gzip',
        unit: 'bytes',
        ...exact(script),
        goal: `<= ${scriptLimit / 1000} kB`,
        holds: script <= scriptLimit,
        comparedTo: 'Phanpy 298 kB, Elk 407 kB (measured elsewhere)',
      },
      {
        name: 'precache, gzip',
        unit: 'bytes',
        ...exact(precache.bytes),
        goal: `<= ${precacheLimit / 1000} kB`,
        holds: precache.bytes <= precacheLimit,
        comparedTo: `${precache.files} files; Elk 5,410 kB, Phanpy has none (measured elsewhere)`,
      },
      {
        name: 'usable from a throttled cold start (1.6 Mbit/s, 150 ms, CPU x4)',
        unit: 'ms',
        ...summarize(fresh.usableMs),
        goal: `<= ${usableLimitMs} ms`,
        holds: summarize(fresh.usableMs).median <= usableLimitMs,
        comparedTo: `first paint ${Math.round(summarize(fresh.paintMs).median)} ms, ${fresh.requests} requests; Phanpy 2,694 ms, Elk 4,537 ms (measured elsewhere)`,
      },
    ];
  } finally {
    server.close();
  }
}

/** Opens an account's timeline and composer with everything held back that comes by itself later, and counts the scripts that came. */
async function scriptBytes(server: StaticServer): Promise<number> {
  const browser = await startBrowser({ viewport: phone });
  try {
    const { page, context } = browser;
    await fillProfile(page, server);
    await page.goto('about:blank');
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.clearBrowserCache');
    const held = heldBack();
    await page.route(
      (url) => held.has(url.pathname.slice(1)),
      () => undefined,
    );
    server.log.length = 0;
    await page.goto(`${server.origin}/`);
    await page.locator('[role="feed"] [data-post]').first().waitFor();
    await page.locator('nav button').first().click();
    await page.locator('textarea').fill('The composer works.');
    return server.log.filter(({ wantedAs }) => wantedAs === 'script').reduce((sum, { bytes }) => sum + bytes, 0);
  } finally {
    await browser.close();
    forgetBrowser(browser);
  }
}

/** Keys, proofs and network with whatever only they import, and what the app does in the background, with the words of all screens. */
function heldBack(): ReadonlySet<string> {
  const importsOf = (file: string, found = new Set<string>()): Set<string> => {
    if (found.has(file)) return found;
    found.add(file);
    for (const match of readFileSync(join(dist, file), 'utf8').matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g))
      importsOf(join(dirname(file), match[1] ?? ''), found);
    return found;
  };
  const first = new Set(
    [...readFileSync(join(dist, 'index.html'), 'utf8').matchAll(/<script[^>]+src="\.\/([^"]+)"/g)].flatMap((match) => [
      ...importsOf(match[1] ?? ''),
    ]),
  );
  const chunks = (name: string): string[] => {
    const found = readdirSync(join(dist, 'assets')).filter(
      (file) => file.length === name.length + 12 && file.startsWith(`${name}-`),
    );
    if (found.length === 0) throw new Error(`no chunk ${name} in the build`);
    return found.map((file) => `assets/${file}`);
  };
  // What an account needs for its timeline loads apart from the first script, and before the network.
  for (const file of [...chunks('first-account'), ...chunks('composer')]) importsOf(file, first);
  const later = comesLater.flatMap(chunks).flatMap((file) => [...importsOf(file)]);
  return new Set(later.filter((file) => !first.has(file)));
}

/** An account with posts in the profile, made on the same origin. */
async function fillProfile(page: Page, server: StaticServer): Promise<void> {
  await page.goto(`${server.origin}/bench/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  await page.evaluate(async (count) => {
    const app = await globalThis.bench.startApp();
    const made = await app.createAccount({ name: 'Ada', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    for (let index = 0; index < count; index++) {
      const draft = { id: `draft-${index}`, text: `Post ${index}`, warning: '', language: 'en', savedAtMs: Date.now() };
      const posted = await app.post({ ...draft, audience: 'public', attachments: [] });
      if (!posted.ok) throw new Error(posted.error.type);
    }
  }, posts);
}

/** Everything in the list that the build put into the service worker, but for what is only kept once it was used. */
function precacheBytes(): { readonly files: number; readonly bytes: number } {
  const worker = readFileSync(join(dist, 'service-worker.js'), 'utf8');
  const listed = [...worker.matchAll(/["']?url["']?:\s*["']([^"']+)["']/g)].map((match) => match[1] ?? '');
  const files = new Set(listed.filter((file) => keptName(file) === undefined));
  if (files.size === 0) throw new Error('no precache list in dist/service-worker.js');
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  return { files: files.size, bytes };
}

/** Fresh profile: from navigation to a form that takes a name, as the peers were measured to their login button. */
async function throttledStart(
  server: StaticServer,
): Promise<{ readonly usableMs: number[]; readonly paintMs: number[]; readonly requests: number }> {
  const usableMs: number[] = [];
  const paintMs: number[] = [];
  let requests = 0;
  for (let round = 0; round < rounds; round++) {
    const page = await openPlainPage(phone);
    await page.send('Page.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${noteWhenUsable.toString()})()` });
    await page.send('Network.enable');
    await page.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1.6e6 / 8,
      uploadThroughput: 750e3 / 8,
    });
    await page.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    server.log.length = 0;
    await page.send('Page.navigate', { url: `${server.origin}/` });
    const [usable, paint] = await timesOf(page);
    requests = server.log.filter(({ wantedAs }) => wantedAs !== 'empty' && wantedAs !== 'serviceworker').length;
    usableMs.push(usable);
    paintMs.push(paint);
    await page.close();
  }
  return { usableMs, paintMs, requests };
}

/** When the form was there, and when something was painted first, ms after the start of the navigation. */
async function timesOf(page: PlainPage): Promise<readonly [number, number]> {
  const both = `JSON.stringify([globalThis.usableAtMs ?? 0, performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0])`;
  for (const endMs = Date.now() + 60_000; Date.now() < endMs; await sleep(200)) {
    const [usable = 0, paint = 0] = JSON.parse(String(await page.evaluate(both))) as number[];
    if (usable > 0 && paint > 0) return [usable, paint];
  }
  throw new Error('the app did not become usable');
}

interface UsableWindow {
  usableAtMs?: number;
}

/** In the page, before the app: notes the frame in which the form that takes a name is there. */
function noteWhenUsable(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('form input:enabled') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => void ((globalThis as UsableWindow).usableAtMs = performance.now()));
  });
  observer.observe(document, { childList: true, subtree: true });
}

export const bench: Bench = { name: 'load', run };
await runAlone(import.meta.url, bench);
