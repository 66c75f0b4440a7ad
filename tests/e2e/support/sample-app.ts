import { join } from 'node:path';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { preview } from 'vite';
import { chromiumPath } from '../../../scripts/system-tools.mjs';
import { sampleAppFolder } from './build-sample-app.ts';
import { patienceMs } from './patience.ts';

const root = join(import.meta.dirname, '../../..');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The same letters on every machine.
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
];

export interface SampleOptions extends BrowserContextOptions {
  /** Where the app's clock stands still; timers go on. */
  readonly now?: Date;
}

export interface SampleApp {
  /** A page with a browser profile of its own, at `address` of the development page, when the app stands in it. */
  open(address: string, options?: SampleOptions): Promise<Page>;
  close(): Promise<void>;
}

/** The interface over sample data (src/ui/development), without accounts, gateways and network: cheap to look at. */
export async function startSampleApp(): Promise<SampleApp> {
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir: sampleAppFolder },
    // Nothing of it changes while the browsers here live: they need not ask again.
    preview: { host: '127.0.0.1', port: 0, headers: { 'Cache-Control': 'max-age=86400' } },
  });
  const origin = server.resolvedUrls?.local[0];
  if (origin === undefined) throw new Error('the sample app has no address');
  const path = chromiumPath();
  const browser = await chromium.launch({
    ...(path === undefined || path === 'playwright' ? {} : { executablePath: path }),
    headless: true,
    args: flags,
  });
  return {
    async open(address, { now, ...options } = {}) {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      countRequests(page);
      page.on('pageerror', (error) => console.error(`${address}: ${error.message}`));
      if (now !== undefined) await page.clock.setFixedTime(now);
      await page.goto(`${origin}src/ui/development/${address}`);
      await page.locator('#app > *').first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Another screen of the same app, when all of it is there. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
  await settled(page);
}

interface Requests {
  begun: number;
  ended: number;
}

const requests = new WeakMap<Page, Requests>();

/** Parts of the app are loaded when they are wanted, some without anything in their place. */
function countRequests(page: Page): void {
  const count = { begun: 0, ended: 0 };
  requests.set(page, count);
  page.on('request', () => (count.begun += 1));
  page.on('requestfinished', () => (count.ended += 1));
  page.on('requestfailed', () => (count.ended += 1));
}

/** Waits until the page is at rest, and nothing was loaded meanwhile. */
export async function settled(page: Page): Promise<void> {
  const count = requests.get(page) ?? { begun: 0, ended: 0 };
  for (let tries = 0; tries < 100; tries += 1) {
    const { begun } = count;
    await atRest(page);
    if (count.begun === begun && count.ended >= begun) return;
  }
  throw new Error(`${count.begun - count.ended} requests have no answer: ${page.url()}`);
}

/** Waits until the page has a title, and for a few frames no answer, no part of the app, no picture and no motion that is still to come. */
async function atRest(page: Page): Promise<void> {
  const waitsFor = await page.evaluate(async (limitMs) => {
    const { isSampleBusy } = globalThis as { isSampleBusy?: () => boolean };
    // Pictures far below are loaded when somebody comes near.
    const isSeen = (element: Element): boolean => element.getBoundingClientRect().top < innerHeight;
    const waits = (): string => {
      if (document.querySelector('h1, h2') === null) return 'a title';
      if (isSampleBusy?.() === true) return 'answers';
      if (document.querySelector('#app main [class*="skeleton_"], #app > [class*="skeleton_"]') !== null)
        return 'a part of the app';
      if ([...document.images].some((image) => !image.complete && isSeen(image))) return 'pictures';
      const moving = document.getAnimations().filter(({ playState, effect }) => {
        const end = effect?.getComputedTiming().endTime;
        return playState === 'running' && end !== Number.POSITIVE_INFINITY;
      });
      return moving.length > 0 ? 'motion' : '';
    };
    const giveUpMs = performance.now() + limitMs;
    let [quiet, last] = [0, ''];
    while (quiet < 4 && performance.now() < giveUpMs) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      last = waits();
      quiet = last === '' ? quiet + 1 : 0;
    }
    await document.fonts.ready;
    return quiet < 4 ? last : '';
  }, patienceMs);
  if (waitsFor !== '') throw new Error(`still waiting for ${waitsFor}: ${page.url()}`);
}
