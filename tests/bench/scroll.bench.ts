// Scrolling through a home timeline of 2,000 posts with pictures in the real app, with a processor four times slower than this machine's:
// how long frames take, whether anything moves by itself, and how large the page becomes; against an empty page of the same height, and
// against posts of the same look and pictures in a plain page without any script: what the browser and this machine make of them. Scrolled
// by a script, which waits for the page at every step, and by the wheel, as people do.
// About nine minutes; POLLEN_SCROLL_POSTS for fewer posts. Says what ran in the worst frames.
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { buildApp } from '../../scripts/build-app.ts';
import { forgetBrowser, startBrowser, type TestBrowser } from '../e2e/support/browser.ts';
import { type Bench, type BenchResult, runAlone } from './bench.ts';
import { buildBenchPage } from './support/bench-browser.ts';
import { type PlainPosts, showPosts, takePosts } from './support/plain-posts.ts';
import { type LongFrame, type Run, scroll } from './support/scroll-by-script.ts';
import { scrollByWheel, type ShownFrames } from './support/shown-frames.ts';
import { type StaticServer, startStaticServer } from './support/static-server.ts';

const root = join(import.meta.dirname, '../..');
const phone = { width: 390, height: 844 };
const wanted = Number(process.env['POLLEN_SCROLL_POSTS'] ?? 2_000);
const stored = wanted + 200;
const slowdown = 4;
/** About 4,800 px a second: a thumb that looks for something. */
const stepPx = 80;
const longestFrameMs = 50;
/** In the plain page: copies of the first posts. All of them stand in it, as nothing takes them out. */
const plainPosts = 300;
const takenPosts = 48;
const plainFrames = 1_400;
const mostElements = 4_000;

async function run(): Promise<BenchResult[]> {
  buildApp(root);
  const server = await startStaticServer({ '': join(root, 'dist'), bench: await buildBenchPage() });
  const filled = await startBrowser({ viewport: phone });
  try {
    await fill(filled.page, server);
    await filled.close();
    const raw = await inBrowser(server, filled.folder, '/bench/', emptyPage);
    const rawWheel = await inBrowser(server, filled.folder, '/bench/', emptyPageByWheel);
    const { ours, taken } = await inBrowser(server, filled.folder, '/', timeline);
    const wheel = await inBrowser(server, filled.folder, '/', timelineByWheel);
    const plain = await inBrowser(server, filled.folder, '/bench/', (page, devtools) => plainPage(page, devtools, taken));
    tellWorst(ours.longFrames);
    // A frame lasts whole refreshes of the screen: three of them are 50 ms, and a little.
    const over = (frames: readonly number[]): number => frames.filter((ms) => Math.round(ms) > longestFrameMs).length;
    const longest = (frames: readonly number[]): number => Math.max(...frames);
    const exact = (value: number): { median: number; min: number; max: number } => ({ median: value, min: value, max: value });
    return [
      {
        name: `longest frame while ${ours.posts.toLocaleString('en')} posts with pictures go by, processor ${slowdown} x slower`,
        unit: 'ms',
        ...exact(longest(ours.frames)),
        goal: `<= ${longestFrameMs} ms`,
        holds: over(ours.frames) === 0,
        comparedTo: [
          `an empty page ${longest(raw.frames).toFixed(0)} ms`,
          `${plainPosts} of these posts as a page without script ${longest(plain.frames).toFixed(0)} ms, p50 ${quantile(plain.frames, 0.5)}, p95 ${quantile(plain.frames, 0.95)}, p99 ${quantile(plain.frames, 0.99)}, ${over(plain.frames)} of ${plain.frames.length} over ${longestFrameMs} ms`,
          `p50 ${quantile(ours.frames, 0.5)}, p95 ${quantile(ours.frames, 0.95)}, p99 ${quantile(ours.frames, 0.99)} ms (empty p99 ${quantile(raw.frames, 0.99)})`,
          `${over(ours.frames)} of ${ours.frames.length} over ${longestFrameMs} ms (empty ${over(raw.frames)} of ${raw.frames.length})`,
          `${ours.longFrames.length} by the page's own work, the longest ${Math.max(0, ...ours.longFrames.map(({ ms }) => ms)).toFixed(0)} ms; in the others the page waited for what it had drawn, without a graphics card, or for other programs`,
        ].join('; '),
      },
      {
        name: `longest time between two frames on the screen while ${wanted.toLocaleString('en')} posts go by with the wheel, ${slowdown} x slower`,
        unit: 'ms',
        ...exact(longest(wheel.frames)),
        goal: `<= ${longestFrameMs} ms`,
        holds: over(wheel.frames) === 0,
        comparedTo: [
          `an empty page ${longest(rawWheel.frames).toFixed(0)} ms, ${over(rawWheel.frames)} of ${rawWheel.frames.length} over ${longestFrameMs} ms`,
          `p50 ${quantile(wheel.frames, 0.5)}, p95 ${quantile(wheel.frames, 0.95)}, p99 ${quantile(wheel.frames, 0.99)} ms`,
          `${over(wheel.frames)} of ${wheel.frames.length} over ${longestFrameMs} ms`,
          `a post in the window was not drawn yet in ${wheel.blanks} of ${wheel.looks} looks; layout shift ${wheel.shift.toFixed(4)}`,
        ].join('; '),
      },
      {
        name: 'layout shift while scrolling',
        unit: 'CLS',
        ...exact(ours.shift),
        goal: '0',
        holds: ours.shift < 0.001,
        comparedTo: `an empty page ${raw.shift.toFixed(3)}`,
      },
      {
        name: `elements in the page after ${ours.posts.toLocaleString('en')} posts`,
        unit: 'elements',
        ...exact(ours.elements),
        goal: `<= ${mostElements.toLocaleString('en')}`,
        holds: ours.elements <= mostElements,
        comparedTo: `${(ours.posts * 45).toLocaleString('en')} if every post stayed`,
      },
    ];
  } finally {
    server.close();
    forgetBrowser(filled);
  }
}

const quantile = (frames: readonly number[], share: number): string =>
  (frames.toSorted((a, b) => a - b)[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0).toFixed(0);

function tellWorst(frames: readonly LongFrame[]): void {
  for (const { ms, scripts } of frames.toSorted((a, b) => b.ms - a.ms).slice(0, 8))
    console.log(`long frame ${ms.toFixed(0)} ms: ${scripts.join(', ') || 'no script of more than 5 ms'}`);
}

async function fill(page: Page, server: StaticServer): Promise<void> {
  await page.goto(`${server.origin}/bench/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  await page.evaluate(async (count) => {
    const app = await globalThis.bench.startApp();
    const made = await app.createAccount({ name: 'Ada', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    const store = await globalThis.bench.openAccount(made.value.did);
    await globalThis.bench.fillTimeline(store, count, true);
    // As with an account whose posts came over weeks: what is scrolled through is in the index already.
    await globalThis.bench.buildSearchIndex(store);
  }, stored);
}

async function inBrowser<T>(
  server: StaticServer,
  folder: string,
  path: string,
  measure: (page: Page, devtools: CDPSession) => Promise<T>,
): Promise<T> {
  const browser: TestBrowser = await startBrowser({ folder, viewport: phone });
  try {
    const devtools = await browser.context.newCDPSession(browser.page);
    await browser.page.goto(`${server.origin}${path}`);
    return await measure(browser.page, devtools);
  } finally {
    await browser.close();
  }
}

/** The browser itself: a page as high, with nothing in it. */
async function emptyPage(page: Page, devtools: CDPSession): Promise<Run> {
  await emptied(page, devtools);
  return page.evaluate(scroll, { stepPx, wanted: 0, mostFrames: 600 });
}

async function emptyPageByWheel(page: Page, devtools: CDPSession): Promise<ShownFrames> {
  await emptied(page, devtools);
  return scrollByWheel(page, devtools, async () => page.evaluate(() => scrollY > 100_000));
}

async function emptied(page: Page, devtools: CDPSession): Promise<void> {
  await page.evaluate(() => {
    document.body.replaceChildren();
    document.body.style.blockSize = '300000px';
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

/** The posts themselves: what there is to draw when nothing has to be made. */
async function plainPage(page: Page, devtools: CDPSession, posts: PlainPosts): Promise<Run> {
  await showPosts(page, posts, plainPosts);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return page.evaluate(scroll, { stepPx, wanted: 0, mostFrames: plainFrames });
}

async function timeline(page: Page, devtools: CDPSession): Promise<{ readonly ours: Run; readonly taken: PlainPosts }> {
  await stands(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const ours = await page.evaluate(scroll, { stepPx, wanted, mostFrames: 100_000 });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { ours, taken: await takePosts(page, takenPosts) };
}

async function timelineByWheel(page: Page, devtools: CDPSession): Promise<ShownFrames> {
  await stands(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const last = page.locator('[role="feed"] [data-post]').last();
  return scrollByWheel(page, devtools, async () => Number(await last.getAttribute('aria-posinset')) >= wanted);
}

/** What loads behind the first paint has come, and is no part of scrolling. */
async function stands(page: Page): Promise<void> {
  await page.locator('[role="feed"] [data-post]').first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/browser-node-')));
  await page.waitForTimeout(3000);
}

export const bench: Bench = { name: 'scroll', run };
await runAlone(import.meta.url, bench);
