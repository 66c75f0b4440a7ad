// The app as an app of the device: what installing asks for, the language that stays, notifications, a newer version.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetBrowser } from './support/browser.ts';
import { openTab, type Person, startPerson } from './support/person.ts';

const dist = process.env['POLLEN_DIST'] ?? join(import.meta.dirname, '../../dist');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** A static host without a gateway, whose service worker becomes another one with every version. */
const host = { version: 1, gone: false };
let server: Server;
let origin: string;
let mia: Person;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host.invalid').pathname;
    const name = path === '/' ? '/index.html' : path;
    try {
      if (host.gone) throw new Error('gone');
      const bytes = readFileSync(join(dist, name));
      response.writeHead(200, {
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
        'Cache-Control': 'no-cache',
      });
      response.end(name === '/service-worker.js' ? `${bytes.toString()}\n// ${host.version}` : bytes);
    } catch {
      response.writeHead(host.gone ? 503 : 404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  mia = await startPerson('Mia', origin);
  await mia.signUp();
  await mia.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});

afterAll(async () => {
  await mia?.close();
  if (mia !== undefined) forgetBrowser(mia.browser);
  server?.closeAllConnections();
  server?.close();
});

const notice = (page: Page, text: string | RegExp) => page.getByRole('region', { name: 'Meldungen' }).getByText(text);

/** As behind another tab: in a browser without a window every page is in sight. */
const hide = (page: Page) =>
  page.evaluate(() => Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' }));

/** What the app does as an app begins when the first screen has stood for a while, as the composer is fetched: only then it hears. */
const atWork = (page: Page) =>
  page.waitForFunction(() => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    return ['background', 'composer'].every((part) => loaded.some((name) => new RegExp(`/${part}-[^/]*\\.js$`).test(name)));
  });

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

describe('the app on a device', () => {
  it('can be installed', async () => {
    const devtools = await mia.browser.context.newCDPSession(mia.page);
    const manifest = await devtools.send('Page.getAppManifest');
    expect(manifest.errors).toEqual([]);
    expect((JSON.parse(manifest.data ?? '{}') as { readonly name?: string }).name).toBe('Pollen');
    expect((await devtools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
    await devtools.detach();
  });

  it('speaks the language that was chosen, also without a network, and loads no other', async () => {
    const { page } = mia;
    await page.goto(`${origin}/#/settings`);
    await page.getByLabel('About you').fill('Half a sen');
    await page.getByLabel('Language of the app').selectOption('de');
    await heading(page, 'Einstellungen').waitFor();
    expect(await page.getByLabel('Über dich').inputValue()).toBe('Half a sen');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.reload();
    await heading(page, 'Einstellungen').waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((name) => name.includes('/language-de-')).length).toBeGreaterThan(1);
    expect(loaded.filter((name) => /\/(language-en|screens)-[^/]*\.js$/.test(name))).toEqual([]);
    host.gone = true;
    await page.reload();
    await heading(page, 'Einstellungen').waitFor();
    host.gone = false;
  });

  it('notifies when that was turned on, and a click leads to what it is about', async () => {
    const { page, browser } = mia;
    await browser.context.grantPermissions(['notifications'], { origin });
    await page.goto(`${origin}/#/settings/notifications`);
    await atWork(page);
    await page.getByRole('button', { name: 'Mitteilungen einschalten' }).click();
    const shown = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        return (await registration.getNotifications()).map(({ title, lang }) => `${lang} ${title}`);
      });
    await page.getByRole('button', { name: 'Beispiel zeigen' }).click();
    // Not before: Chromium forgets what it is asked for in the moment between noting it down and showing it.
    await page.getByRole('status').getByText('Dein System hat das Beispiel.').waitFor();
    expect(await shown()).toEqual([expect.stringMatching(/^de.* Pollen meldet sich$/)]);
    await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
    const worker = browser.context.serviceWorkers().find((one) => one.url().startsWith(origin));
    // The system's own click cannot be pressed by a program.
    await worker?.evaluate(`(async () => {
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    })()`);
    await heading(page, 'Mitteilungen').waitFor();
    expect(await page.locator('body[data-same-page]').count()).toBe(1);
    await expect.poll(shown).toEqual([]);
  });

  it('offers a newer version, takes it when that was accepted, and reloads nothing under a draft', async () => {
    const { page } = mia;
    const newer = 'Eine neuere Version von Pollen ist da.';
    const writing = await openTab(mia, origin);
    await heading(writing.page, 'Start').waitFor();
    await atWork(writing.page);
    await hide(writing.page);
    await writing.page
      .getByRole('button', { name: /schreiben/i })
      .first()
      .click();
    const text = writing.page.getByRole('dialog').getByRole('textbox').first();
    await text.fill('Halb geschrieben');
    const idle = await openTab(mia, origin);
    await heading(idle.page, 'Start').waitFor();
    await atWork(idle.page);
    await hide(idle.page);
    const taken = writing.page.evaluate(
      () => new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true))),
    );
    host.version = 2;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await notice(page, newer).waitFor();
    await Promise.all([
      page.waitForEvent('load'),
      // In which nothing is written, and which nobody looks at: by itself.
      idle.page.waitForEvent('load'),
      page.getByRole('button', { name: 'Laden', exact: true }).click(),
    ]);
    await heading(page, 'Mitteilungen').waitFor();
    expect(await taken).toBe(true);
    expect(await text.inputValue()).toBe('Halb geschrieben');
    expect(await notice(writing.page, /neuere Version/).count()).toBe(0);
    await writing.page.keyboard.press('Escape');
    await writing.page.getByRole('button', { name: 'Neu laden', exact: true }).waitFor();
  });
});
