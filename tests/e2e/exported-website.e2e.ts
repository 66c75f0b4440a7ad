// The website of an account as people see it: in a browser, from a plain server, without a script.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumPath } from '../../scripts/system-tools.mjs';
import { createNodeSanitiser } from '../../src/gateway/website/node-sanitiser.ts';
import { createVerifier } from '../../src/protocol/proof/verifier.ts';
import { siteFiles } from '../../src/services/website/site-files.ts';
import { createWebsiteFixture } from '../../src/website/website-fixture.ts';
import { findBarriers } from './support/axe.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  svg: 'image/svg+xml',
  jpg: 'image/jpeg',
};
/** The narrowest phone that WCAG asks for (1.4.10), a usual one, a desktop. */
const widths = [320, 390, 1280];

let browser: Browser;
let server: Server | undefined;
let origin: string;
const pages: string[] = [];

beforeAll(async () => {
  const program = chromiumPath();
  const executable = program === undefined || program === 'playwright' ? {} : { executablePath: program };
  browser = await chromium.launch({ ...executable, args: ['--no-sandbox', '--disable-gpu'] });
  const { account } = await createWebsiteFixture(await picture());
  if (account.root === undefined) throw new Error('nothing published');
  const files = new Map<string, Uint8Array>();
  const common = { store: account.store, root: account.root, did: account.signer.did };
  for await (const { path, bytes } of siteFiles({ ...common, verifier: createVerifier(), sanitise: createNodeSanitiser() }))
    files.set(path, bytes);
  const started = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).slice(1);
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    const bytes = files.get(file);
    response.writeHead(bytes === undefined ? 404 : 200, {
      'Content-Type': types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    });
    response.end(bytes);
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  const post = /href="\.\/(\d{4}\/\d{2}\/[2-7a-z]{13}\.html)"/.exec(new TextDecoder().decode(files.get('index.html')))?.[1];
  pages.push('', '2025/11/', post ?? 'no post');
});

afterAll(async () => {
  await browser.close();
  server?.close();
  server?.closeAllConnections();
});

async function picture(): Promise<Uint8Array> {
  const page = await browser.newPage();
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1200, 800);
    canvas.getContext('2d')?.fillRect(0, 0, 600, 400);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await page.close();
  return Uint8Array.from(bytes);
}

it.each(['light', 'dark'] as const)('has no barriers, no errors and no sideways scrolling, %s', async (colorScheme) => {
  for (const width of widths) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    for (const path of pages) {
      await page.goto(`${origin}/${path}`);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      const { overflow, paper, broken } = await page.evaluate(async () => {
        const images = [...document.images];
        for (const image of images) image.loading = 'eager';
        await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
        return {
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          paper: getComputedStyle(document.documentElement).backgroundColor,
          broken: images.filter(({ naturalWidth }) => naturalWidth === 0).length,
        };
      });
      expect({ overflow, broken }, `${path} at ${width}`).toEqual({ overflow: 0, broken: 0 });
      // The stylesheet came, and the policy let it in.
      expect(paper).toContain('oklch');
      expect(await findBarriers(page), `${path} at ${width}`).toEqual([]);
    }
    expect(said).toEqual([]);
    await page.close();
  }
});
