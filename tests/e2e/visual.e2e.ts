// Six screens in light, dark and right to left, compared with pictures of them. `node scripts/take-baselines.ts` renews the pictures.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baselines, differences, pictureNames, takePictures } from './support/pictures.ts';
import { type SampleApp, startSampleApp } from './support/sample-app.ts';

/** How many pixels of a picture may differ. A button that moved by two pixels is more; see below. */
const tolerance = 60;

let app: SampleApp;
const seen = new Map<string, PNG>();

beforeAll(async () => {
  rmSync(differences, { recursive: true, force: true });
  app = await startSampleApp();
  await takePictures(app, (name, picture) => seen.set(name, picture));
});

afterAll(async () => {
  await app?.close();
});

function baselineOf(name: string): PNG {
  const path = join(baselines, `${name}.png`);
  if (!existsSync(path)) throw new Error(`there is nothing to compare with: ${path}. Renew it and look at it.`);
  return PNG.sync.read(readFileSync(path));
}

/** Pixels that look different, and where. */
function compare(name: string, picture: PNG): { readonly pixels: number; readonly difference: PNG } {
  const { width, height, data } = baselineOf(name);
  expect([picture.width, picture.height]).toEqual([width, height]);
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(data, picture.data, difference.data, width, height, { threshold: 0.02 });
  return { pixels, difference };
}

describe('screens look as they did', () => {
  it.each(pictureNames)('%s', (name) => {
    const picture = seen.get(name);
    if (picture === undefined) throw new Error('no picture was taken');
    const { pixels, difference } = compare(name, picture);
    if (pixels <= tolerance) return;
    mkdirSync(differences, { recursive: true });
    writeFileSync(join(differences, `${name}.png`), PNG.sync.write(picture));
    writeFileSync(join(differences, `${name}.difference.png`), PNG.sync.write(difference));
    throw new Error(`${pixels} pixels of ${name} look different; see ${join(differences, `${name}.difference.png`)}`);
  });
});

describe('the comparison notices', () => {
  it.each([
    [
      'a button that moved by two pixels',
      'composer-light',
      'dialog button[type="submit"], dialog footer button { translate: 2px }',
    ],
    ['a little more room between posts', 'home-light', 'article { padding-block-end: 14px !important }'],
    ['another colour of words', 'notifications-dark', 'article p, main li p { color: oklch(70% 0.02 100) !important }'],
    ['a ground a little darker', 'settings-light', ':root { --paper: oklch(96% 0.025 95) !important }'],
  ] as const)('%s', async (_what, only, css) => {
    const pixels: number[] = [];
    await takePictures(app, (name, picture) => pixels.push(compare(name, picture).pixels), { only, css });
    expect(pixels).toHaveLength(1);
    expect(pixels[0]).toBeGreaterThan(tolerance * 2);
  });
});

it('lays an open menu over the posts below it', async () => {
  const page = await app.open('index.html', { viewport: { width: 390, height: 844 } });
  const more = page.locator('[role="feed"]').getByRole('button', { name: 'More for this post' });
  for (const place of [0, 1]) {
    await more.nth(place).click();
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    // A click goes to what lies uppermost.
    for (const item of await items.all()) await item.click({ trial: true });
    await page.keyboard.press('Escape');
    await items.first().waitFor({ state: 'detached' });
  }
  await page.context().close();
});

it('opens a menu upwards where there is no room below', async () => {
  const page = await app.open('index.html', { viewport: { width: 390, height: 844 } });
  const more = page.locator('[role="feed"]').getByRole('button', { name: 'More for this post' }).nth(1);
  await more.evaluate((button) => button.scrollIntoView({ block: 'end' }));
  await more.click();
  const menu = page.getByRole('menu');
  // Both at one moment: the page may still move.
  const places = () =>
    menu.evaluate((list) => {
      const button = list.parentElement?.querySelector('button')?.getBoundingClientRect();
      const { top, bottom } = list.getBoundingClientRect();
      return { isInSight: top > 0, isAbove: button !== undefined && bottom <= button.top + 0.5 };
    });
  await expect.poll(places).toEqual({ isInSight: true, isAbove: true });
  for (const item of await page.getByRole('menuitem').all()) await item.click({ trial: true });
  await page.context().close();
});
