// The home timeline with 100,000 stored posts in a cold browser: the app's first 40 posts against the raw read of the same database;
// and the memory of the real screens, against a short timeline and after much scrolling.
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { buildApp } from '../../scripts/build-app.ts';
import { forgetBrowser, startBrowser, type TestBrowser } from '../e2e/support/browser.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { buildBenchPage } from './support/bench-browser.ts';
import { type StaticServer, startStaticServer } from './support/static-server.ts';

const root = join(import.meta.dirname, '../..');
const long = Number(process.env['POLLEN_TIMELINE_POSTS'] ?? 100_000);
const short = 1_000;
const firstPage = 40;
const rounds = 7;
const starts = 3;
const scrolled = 1_000;

async function run(): Promise<BenchResult[]> {
  buildApp(root);
  const server = await startStaticServer({ '': join(root, 'dist'), bench: await buildBenchPage() });
  const folders: string[] = [];
  try {
    const longProfile = await fill(server, long);
    const shortProfile = await fill(server, short);
    folders.push(longProfile.folder, shortProfile.folder);
    const ours: number[] = [];
    const raw: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await inBench(server, longProfile.folder, readOurs));
      raw.push(await inBench(server, longProfile.folder, (browser) => readRawly(browser, longProfile.databaseName)));
    }
    const ratio = summarize(ours.map((ms, index) => ms / (raw[index] ?? Number.NaN)));
    const many: Heap[] = [];
    const few: number[] = [];
    // In turn: what else the machine does meets both alike.
    for (let start = 0; start < starts; start++) {
      many.push(await heapBytes(server, longProfile.folder, scrollFarDown));
      few.push((await heapBytes(server, shortProfile.folder)).opened);
    }
    const opened = summarize(many.map((heap) => heap.opened));
    const openedFew = summarize(few);
    const exact = (value: number): { median: number; min: number; max: number } => ({ median: value, min: value, max: value });
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
    const growth = opened.median / openedFew.median;
    const scrolling = summarize(many.map((heap) => heap.after / heap.opened));
    return [
      {
        name: `home timeline of ${long.toLocaleString('en')} posts, cold browser: first ${firstPage}, to the raw read`,
        unit: 'x',
        ...ratio,
        goal: '<= 2',
        holds: ratio.median <= 2,
        comparedTo: `open + getAll prev ${summarize(raw).median.toFixed(0)} ms, ours with open ${summarize(ours).median.toFixed(0)} ms`,
      },
      {
        name: `heap of the open timeline, ${long.toLocaleString('en')} posts stored, to ${short.toLocaleString('en')}`,
        unit: 'x',
        ...exact(growth),
        goal: '<= 1.1',
        holds: growth <= 1.1,
        comparedTo: [
          `medians of ${starts} starts ${megabytes(opened.median)} (${megabytes(opened.min)} to ${megabytes(opened.max)})`,
          `${megabytes(openedFew.median)} (${megabytes(openedFew.min)} to ${megabytes(openedFew.max)})`,
        ].join(', '),
      },
      {
        name: `heap after scrolling through ${scrolled.toLocaleString('en')} posts, to before`,
        unit: 'x',
        ...scrolling,
        goal: '<= 1.5',
        holds: scrolling.median <= 1.5,
        comparedTo: many.map((heap) => `${megabytes(heap.after)} after ${megabytes(heap.opened)}`).join(', '),
      },
    ];
  } finally {
    server.close();
    for (const folder of folders) forgetBrowser({ folder } as TestBrowser);
  }
}

interface Profile {
  readonly folder: string;
  /** Of the account. */
  readonly databaseName: string;
}

/** A profile with an account and a timeline of that length. */
async function fill(server: StaticServer, posts: number): Promise<Profile> {
  const browser = await startBrowser();
  await openBench(browser, server);
  const databaseName = await browser.page.evaluate(async (count) => {
    const app = await globalThis.bench.startApp();
    const made = await app.createAccount({ name: 'Ada', username: 'ada' });
    if (!made.ok) throw new Error(made.error.type);
    const store = await globalThis.bench.openAccount(made.value.did);
    await globalThis.bench.fillTimeline(store, count);
    // Else the app does it while its memory is measured, for as long as there are posts.
    await globalThis.bench.buildSearchIndex(store);
    return `pollen-${globalThis.bench.nameOfDid(made.value.did)}`;
  }, posts);
  await browser.close();
  return { folder: browser.folder, databaseName };
}

async function inBench(
  server: StaticServer,
  folder: string,
  measure: (browser: TestBrowser) => Promise<number>,
): Promise<number> {
  const browser = await startBrowser({ folder });
  try {
    await openBench(browser, server);
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

async function openBench(browser: TestBrowser, server: StaticServer): Promise<void> {
  await browser.page.goto(`${server.origin}/bench/`);
  await browser.page.waitForFunction(() => globalThis.bench !== undefined);
}

/** Everything that the app does until it can hand 40 posts to a screen: both databases, account, settings, people, counts. */
const readOurs = ({ page }: TestBrowser): Promise<number> =>
  page.evaluate(async (limit) => {
    const startMs = performance.now();
    const app = await globalThis.bench.startApp();
    const { items } = await app.home({ limit });
    if (items.length !== limit) throw new Error(`${items.length} posts`);
    return performance.now() - startMs;
  }, firstPage);

/** The database's name is known before: asking the browser for it would warm up what is measured. */
const readRawly = ({ page }: TestBrowser, databaseName: string): Promise<number> =>
  page.evaluate(
    async ([name, limit]) => {
      const { ms, count } = await globalThis.bench.readRaw(name, limit);
      if (count !== limit) throw new Error(`${count} posts`);
      return ms;
    },
    [databaseName, firstPage] as const,
  );

/** JavaScript heap of the real app with its timeline open, and after something was done with it. */
interface Heap {
  readonly opened: number;
  readonly after: number;
}

async function heapBytes(
  server: StaticServer,
  folder: string,
  act: (page: Page) => Promise<void> = async () => undefined,
): Promise<Heap> {
  const browser = await startBrowser({ folder });
  try {
    const { page, context } = browser;
    const devtools = await context.newCDPSession(page);
    // At the top: a start where the reader was, far down, reads all that stands above.
    await page.addInitScript(() => localStorage.removeItem('pollen.places'));
    await page.goto(`${server.origin}/`);
    await page.locator('[role="feed"] [data-post]').first().waitFor();
    // The engine is in memory as well, once it has been loaded behind the first paint; last of all comes what keeps the search index.
    await page.waitForFunction(() => {
      const names = performance.getEntriesByType('resource').map(({ name }) => name);
      return ['/browser-node-', '/indexer-'].every((part) => names.some((name) => name.includes(part)));
    });
    const opened = await restingBytes(page, devtools);
    await act(page);
    return { opened, after: await restingBytes(page, devtools) };
  } finally {
    await browser.close();
  }
}

const scrollFarDown = (page: Page): Promise<void> =>
  page.evaluate(async (wanted) => {
    const feed = document.querySelector('[role="feed"]');
    if (feed === null) throw new Error('no feed');
    const reached = (): number => Number([...feed.querySelectorAll('[data-post]')].at(-1)?.getAttribute('aria-posinset') ?? 0);
    // Every frame anew: older posts may come between the reading of the height and the jump, and then nothing is drawn at the end.
    while (reached() < wanted) {
      window.scrollTo(0, document.documentElement.scrollHeight);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, scrolled);

/** Two readings so near to each other are one. */
const alike = 0.005;
const mostReadings = 40;

/** When the page has nothing to do any more: what is starting holds memory that it gives back, and more of it on a busy machine. */
async function restingBytes(page: Page, devtools: CDPSession): Promise<number> {
  let before = await usedBytes(devtools);
  let steady = 0;
  for (let reading = 0; reading < mostReadings && steady < 3; reading++) {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await page.waitForTimeout(500);
    const now = await usedBytes(devtools);
    steady = Math.abs(now / before - 1) <= alike ? steady + 1 : 0;
    before = now;
  }
  return before;
}

async function usedBytes(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

export const bench: Bench = { name: 'timeline', run };
await runAlone(import.meta.url, bench);
