import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { goTo, type SampleApp, settled } from './sample-app.ts';

/** Where the pictures are that the screens are compared with. */
export const baselines = join(import.meta.dirname, '../baselines');

/** Where a failing comparison puts what it saw. */
export const differences = join(import.meta.dirname, '../../../test-results/pictures');

const looks = { light: 'light', dark: 'dark', 'right-to-left': 'light' } as const;

const phone = { width: 360, height: 640 };
const desktop = { width: 940, height: 500 };

interface View {
  readonly name: string;
  readonly route: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Loaded when the first post with something attached is drawn, with nothing in its place. */
const media = (page: Page): Promise<void> => page.locator('[class*="attachments_tile"]').first().waitFor();

const views: readonly View[] = [
  {
    name: 'home',
    route: '/',
    size: desktop,
    prepare: async (page) => {
      await page.locator('aside h2').first().waitFor();
      // The one in sight: each poll is drawn when it is its turn.
      await page.locator('article').nth(1).locator('[class*="poll_"]').first().waitFor();
    },
  },
  { name: 'notifications', route: '/notifications', size: phone },
  { name: 'profile', route: '/me', size: phone, prepare: media },
  { name: 'settings', route: '/settings', size: phone },
  {
    name: 'thread',
    route: '/notifications',
    size: phone,
    prepare: async (page) => {
      await page.locator('a[href*="#/post/"]').first().click();
      await page.locator('article').nth(2).waitFor();
      await media(page);
    },
  },
  {
    name: 'composer',
    route: '/',
    size: phone,
    prepare: async (page) => {
      await page.locator('[data-post]').first().waitFor();
      await page.locator('nav li > button').click();
      await page.locator('dialog textarea').first().fill('First bees on the meadow behind the station.');
    },
  },
];

/** Names of all pictures, without looking at anything. */
export const pictureNames: readonly string[] = Object.keys(looks).flatMap((look) => views.map(({ name }) => `${name}-${look}`));

/** The sample app's clock stands still here. */
const now = new Date('2026-06-21T08:30:00Z');

/** A picture by its name, of an app that looks a little different. */
export interface Change {
  readonly only?: string;
  readonly css?: string;
}

/**
 * Takes all pictures, one after the other. The same on every machine: one font that comes from npm, sample data, a clock that stands,
 * no motion, no caret, one pixel a pixel.
 */
export async function takePictures(
  app: SampleApp,
  onPicture: (name: string, picture: PNG) => void,
  change: Change = {},
): Promise<void> {
  const wanted = (look: string): readonly View[] =>
    views.filter(({ name }) => (change.only ?? `${name}-${look}`) === `${name}-${look}`);
  for (const [look, colorScheme] of Object.entries(looks).filter(([name]) => wanted(name).length > 0)) {
    const page = await app.open('index.html?latin&quick', { now, colorScheme, deviceScaleFactor: 1, viewport: desktop });
    await page.addStyleTag({ content: `${fontFaces()}\n${change.css ?? ''}` });
    // In English all the same: dates of other languages have letters of fonts that a machine may not have. After the app has set it.
    await page.locator('html[dir="ltr"]').waitFor();
    if (look === 'right-to-left') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    for (const view of wanted(look)) {
      await page.setViewportSize(view.size);
      await goTo(page, view.route);
      await view.prepare?.(page);
      onPicture(`${view.name}-${look}`, await stillPicture(page));
    }
    await page.context().close();
  }
}

/** A picture of the page when two of them in a row are the same. */
async function stillPicture(page: Page): Promise<PNG> {
  await settled(page);
  await page.evaluate(() => document.fonts.ready);
  let last = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  for (let tries = 0; tries < 20; tries++) {
    const next = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    if (next.equals(last)) return PNG.sync.read(next);
    last = next;
  }
  throw new Error(`the page does not come to rest: ${page.url()}`);
}

/** Inter for everything; its few scripts are all that the sample data has here. Pictures of others keep their places only. */
function fontFaces(): string {
  const require = createRequire(import.meta.url);
  const faces = ['latin', 'latin-ext'].flatMap((subset) =>
    [400, 600, 700].map((weight) => {
      const file = require.resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`);
      const range = subset === 'latin' ? 'U+0000-00FF, U+2000-206F, U+2190-21FF' : 'U+0100-02FF, U+1E00-1EFF';
      const source = `url(data:font/woff2;base64,${readFileSync(file, 'base64')}) format('woff2')`;
      return `@font-face { font-family: 'Pictures'; font-weight: ${weight}; unicode-range: ${range}; src: ${source}; }`;
    }),
  );
  return `${faces.join('\n')}
    * { font-family: 'Pictures' !important; }
    img, canvas { opacity: 0 !important; }
    html { scrollbar-width: none; scrollbar-gutter: auto; }`;
}

/** As few bytes as the format allows: letters at rest repeat themselves, which filters would hide. */
export const packed = (picture: PNG): Buffer =>
  PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
