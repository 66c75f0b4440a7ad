// Scrolling through a home timeline of 2,000 posts with pictures in the real app, with a processor four times slower than this machine's:
// how long frames take, whether anything moves by itself, and how large the page becomes; against an empty page of the same height, and
// against posts of the same look and pictures in a plain page without any script: what the browser and this machine make of them.
// About five minutes; POLLEN_SCROLL_POSTS for fewer posts. Says what ran in the worst frames.
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { buildApp } from '../../scripts/build-app.ts';
import { forgetBrowser, startBrowser, type TestBrowser } from '../e2e/support/browser.ts';
import { type Bench, type BenchResult, runAlone } from './bench.ts';
import { buildBenchPage } from './support/bench-browser.ts';
import { type PlainPosts, showPosts, takePosts } from './support/plain-posts.ts';
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

/** What the browser itself calls a long animation frame, over 50 ms: work of the page, from its first task to what it draws. */
interface LongFrame {
  readonly ms: number;
  /** What ran in it, longest first. */
  readonly scripts: readonly string[];
}

interface Run {
  /** From one frame to the next, ms. */
  readonly frames: readonly number[];
  readonly longFrames: readonly LongFrame[];
  readonly shift: number;
  readonly elements: number;
  readonly posts: number;
}

async function run(): Promise<BenchResult[]> {
  buildApp(root);
  const server = await startStaticServer({ '': join(root, 'dist'), bench: await buildBenchPage() });
  const filled = await startBrowser({ viewport: phone });
  try {
    await fill(filled.page, server);
    await filled.close();
    const raw = await inBrowser(server, filled.folder, '/bench/', emptyPage);
    const { ours, taken } = await inBrowser(server, filled.folder, '/', timeline);
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
  await page.evaluate(() => {
    document.body.replaceChildren();
    document.body.style.blockSize = '300000px';
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return page.evaluate(scroll, { stepPx, wanted: 0, mostFrames: 600 });
}

/** The posts themselves: what there is to draw when nothing has to be made. */
async function plainPage(page: Page, devtools: CDPSession, posts: PlainPosts): Promise<Run> {
  await showPosts(page, posts, plainPosts);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return page.evaluate(scroll, { stepPx, wanted: 0, mostFrames: plainFrames });
}

async function timeline(page: Page, devtools: CDPSession): Promise<{ readonly ours: Run; readonly taken: PlainPosts }> {
  await page.locator('[role="feed"] [data-post]').first().waitFor();
  // What loads behind the first paint has come, and is no part of scrolling.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/browser-node-')));
  await page.waitForTimeout(3000);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const ours = await page.evaluate(scroll, { stepPx, wanted, mostFrames: 100_000 });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { ours, taken: await takePosts(page, takenPosts) };
}

/** Runs in the page: one step each frame, until so many posts have gone by or so many frames were drawn. */
async function scroll(input: { readonly stepPx: number; readonly wanted: number; readonly mostFrames: number }): Promise<Run> {
  let shift = 0;
  const shifts = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { readonly value: number }).value;
  });
  shifts.observe({ type: 'layout-shift' });
  interface Timed extends PerformanceEntry {
    readonly scripts: readonly {
      readonly duration: number;
      readonly invoker: string;
      readonly sourceURL: string;
    }[];
  }
  const longFrames: { readonly ms: number; readonly scripts: readonly string[] }[] = [];
  const long = new PerformanceObserver((list) => {
    for (const { duration, scripts } of list.getEntries() as Timed[]) {
      const told = scripts
        .toSorted((one, other) => other.duration - one.duration)
        .map(
          (script) => `${script.duration.toFixed(0)} ms ${script.invoker.slice(0, 40)} (${script.sourceURL.split('/').at(-1)})`,
        );
      longFrames.push({ ms: duration, scripts: told });
    }
  });
  long.observe({ type: 'long-animation-frame' });
  const frames: number[] = [];
  const reached = (): number => {
    const drawn = document.querySelectorAll('[role="feed"] [data-post]');
    return Number(drawn[drawn.length - 1]?.getAttribute('aria-posinset') ?? 0);
  };
  let elements = 0;
  await new Promise<void>((resolve) => {
    let lastMs: number | undefined;
    function step(nowMs: number): void {
      if (lastMs !== undefined) frames.push(nowMs - lastMs);
      lastMs = nowMs;
      if (frames.length % 60 === 0) {
        elements = Math.max(elements, document.querySelectorAll('*').length);
        if (frames.length >= input.mostFrames || (input.wanted > 0 && reached() >= input.wanted)) {
          resolve();
          return;
        }
      }
      window.scrollBy(0, input.stepPx);
      requestAnimationFrame(step);
    }
    requestAnimationFrame(step);
  });
  shifts.disconnect();
  long.disconnect();
  return { frames, longFrames, shift, elements, posts: reached() };
}

export const bench: Bench = { name: 'scroll', run };
await runAlone(import.meta.url, bench);
