// Browsers with the bench page, served by the real gateway.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { forgetBrowser, startBrowser, type TestBrowser, type TestBrowserOptions } from '../../e2e/support/browser.ts';
import { type GatewayProcess, startGatewayProcess } from '../../e2e/support/gateway.ts';
import type { BenchPage, BenchWindow } from '../pages/bench-window.ts';

declare global {
  /** In the page, inside `page.evaluate`. */
  var bench: BenchWindow['bench'];
}

const root = join(import.meta.dirname, '../../..');
const pagesFolder = join(import.meta.dirname, '../pages');
const outputFolder = join(root, 'node_modules/.cache/pollen-bench-pages');

/** Builds the bench page as the app is built; again only when a source is newer. Returns its folder. */
export async function buildBenchPage(): Promise<string> {
  const stamp = join(outputFolder, '.newest-source');
  const newest = String(Math.max(...['src', 'tests/bench'].map((folder) => newestMs(join(root, folder)))));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === newest) return outputFolder;
  await build({
    root: pagesFolder,
    base: './',
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2024',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 5000,
      outDir: outputFolder,
      emptyOutDir: true,
    },
  });
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(stamp, newest);
  return outputFolder;
}

function newestMs(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.parentPath.includes('node_modules') || /\.(test|bench)\.tsx?$/.test(entry.name)) continue;
    newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}

export interface BenchBrowser extends TestBrowser {
  readonly page: Page;
  /** Opens (or opens again) the bench page. */
  open(): Promise<void>;
  /** Closes the browser and forgets its profile. */
  end(): Promise<void>;
}

export interface BenchHall {
  readonly gateway: GatewayProcess;
  readonly origin: string;
  browser(options?: TestBrowserOptions): Promise<BenchBrowser>;
  /** Closes all browsers and the gateway. */
  end(): Promise<void>;
}

/** A gateway that serves the bench page, and browsers that look at it, each a process with a profile of its own. */
export async function openHall(flags: readonly string[] = []): Promise<BenchHall> {
  const app = await buildBenchPage();
  const gateway = await startGatewayProcess({ flags: ['--app', app, ...flags] });
  const browsers = new Set<BenchBrowser>();
  return {
    gateway,
    origin: gateway.origin,
    async browser(options) {
      const started = await startBrowser(options);
      const browser: BenchBrowser = {
        ...started,
        async open() {
          await started.page.goto(`${gateway.origin}/`);
          await started.page.waitForFunction(() => (globalThis as { bench?: BenchPage }).bench !== undefined);
        },
        async end() {
          browsers.delete(browser);
          await started.close();
          if (options?.folder === undefined) forgetBrowser(started);
        },
      };
      browsers.add(browser);
      await browser.open();
      return browser;
    },
    async end() {
      await Promise.all([...browsers].map((browser) => browser.end()));
      await gateway.stop();
    },
  };
}
