// Every screen over sample data: axe in light, dark and forced colours, narrow and wide; no scrolling sideways at 320 px nor with letters
// twice as large. A screen that is not in support/scenes.ts fails here.
// What is run where: every scene gets all rules of axe once on a phone in light, the rules of colour once more in dark and in forced colours,
// and both narrow widths; every address gets all rules once more on a desktop in dark. Where there is nothing to show, and in other
// languages, colours are those of scenes above. Theme, size and letters change in the page that is there: a page is loaded anew only for
// another state of the app, or when what was done in it stays.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers } from './support/axe.ts';
import { findRawWords } from './support/raw-words.ts';
import { type SampleApp, settled, startSampleApp } from './support/sample-app.ts';
import { emptyScenes, openedScenes, routeScenes, type Scene, settingsFolders, stage, stateScenes } from './support/scenes.ts';

const ui = join(import.meta.dirname, '../../src/ui');
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const;

/** What depends on colours alone: all that another theme can change. */
const colours = ['color-contrast', 'link-in-text-block'];

const settingsScenes = Object.fromEntries(
  Object.entries(settingsFolders).map(([page, folder]) => [`/settings/${page}`, { shows: [folder], route: `/settings/${page}` }]),
);
const screens: Readonly<Record<string, Scene>> = { ...routeScenes, ...settingsScenes };

let app: SampleApp;
let page: Page;

beforeAll(async () => {
  app = await startSampleApp();
  page = await app.open('index.html', { viewport: sizes.narrow, now: new Date('2026-06-21T08:30:00Z') });
});

afterAll(async () => {
  await app?.close();
});

/** On a phone, in light: everything that axe knows, and texts without words. */
const barriersInLight = async (): Promise<string[]> =>
  told('light', [...(await findBarriers(page, { targets: true })), ...(await findRawWords(page))]);

/** What another theme can change. */
async function barriersOfColour(): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const found = told('dark', await findBarriers(page, { only: colours }));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  found.push(...told('forced colours', await findBarriers(page, { only: colours })));
  await page.emulateMedia({ forcedColors: 'none' });
  return found;
}

/** What does not fit into narrow windows. */
async function barriersOfRoom(): Promise<string[]> {
  const found: string[] = [];
  for (const [what, width, letters] of [
    ['320 px', 320, '100%'],
    ['letters twice as large', 640, '200%'],
  ] as const) {
    await page.setViewportSize({ width, height: 640 });
    await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), letters);
    found.push(...told(what, await page.evaluate(sticksOut)));
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  }
  await page.setViewportSize(sizes.narrow);
  return found;
}

/** On a desktop, in dark: navigation and what stands beside the screen are others there. */
async function barriersOnDesktop(): Promise<string[]> {
  await page.setViewportSize(sizes.wide);
  await page.emulateMedia({ colorScheme: 'dark' });
  // What stands beside it is loaded when there is room for it.
  await settled(page);
  const found = told('wide, dark', await findBarriers(page));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(sizes.narrow);
  return found;
}

const told = (where: string, found: readonly string[]): string[] => found.map((barrier) => `${where}: ${barrier}`);

/** In the page: what makes it scroll sideways. */
function sticksOut(): string[] {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll('main *, dialog *, nav *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(-2)
    .map((element) => `sticks out: ${element.outerHTML.slice(0, 160)}`);
}

describe('knows', () => {
  const source = (file: string): string => readFileSync(join(ui, file), 'utf8');
  const found = (file: string, pattern: RegExp): string[] => [...source(file).matchAll(pattern)].map(([, name = '']) => name);

  it('every address of the app', () => {
    const table = found('app/later-routes.tsx', /^ {2}\['(\/[^']*)', /gm);
    // Addresses beside the table; those of welcome are its states.
    const special = [...source('app/later-routes.tsx').matchAll(/location\.startsWith\('([^']+)'\)|test\(location\)/g)];
    expect(special.map(([, prefix = '/@']) => prefix)).toEqual(['/@', '/open/']);
    expect(found('app/routes.tsx', /location === paths\.(\w+)/g)).toEqual(['compose', 'home']);
    expect(Object.keys(routeScenes).toSorted()).toEqual(
      ['/', '/@', '/open/', ...table.filter((route) => route !== '/settings/*')].toSorted(),
    );
    expect(Object.keys(settingsFolders)).toEqual(found('screens/settings/pages.tsx', /^ {2}'?([\w-]+)'?: lazyScreen/gm));
  });

  it('every folder of screens', () => {
    const shown = [screens, openedScenes, stateScenes].flatMap((scenes) => Object.values(scenes)).flatMap(({ shows }) => shows);
    expect([...new Set(shown)].toSorted()).toEqual(readdirSync(join(ui, 'screens')).toSorted());
  });
});

describe('no barriers', () => {
  it.each(Object.entries(screens))('on %s', async (_name, scene) => {
    await stage(page, scene);
    const onPhones = [...(await barriersInLight()), ...(await barriersOfColour()), ...(await barriersOfRoom())];
    expect([...onPhones, ...(await barriersOnDesktop())]).toEqual([]);
  });

  it.each(Object.entries({ ...openedScenes, ...stateScenes }))('in: %s', async (_name, scene) => {
    await stage(page, scene);
    expect([...(await barriersInLight()), ...(await barriersOfColour()), ...(await barriersOfRoom())]).toEqual([]);
  });

  // One and the same part of the interface says so everywhere: its colours are looked at above.
  it.each(Object.entries(emptyScenes))('where there is nothing to show: %s', async (_name, scene) => {
    await stage(page, scene);
    expect(await barriersInLight()).toEqual([]);
  });

  it.each(
    ['de', 'en-XA', 'ar-XB'].flatMap((language) => ['/', '/me', '/settings', '/notifications'].map((route) => [language, route])),
  )('in the language %s on %s', async (language, route) => {
    await stage(page, { shows: [], state: `language=${language}`, route: route ?? '/' });
    expect([...(await barriersInLight()), ...(await barriersOfRoom())]).toEqual([]);
  });

  it('among the components', async () => {
    const shown = await app.open('components.html', { viewport: sizes.wide });
    await shown.getByRole('heading', { name: 'States' }).waitFor();
    expect(await findBarriers(shown, { targets: true })).toEqual([]);
    await shown.context().close();
  });
});
