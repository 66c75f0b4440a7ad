// @vitest-environment jsdom
import { i18n } from '@lingui/core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { App } from '../app/app.tsx';
import { createInterface } from '../app/interface.tsx';
import { paths, personPath, postDetailsPath, postPath } from '../app/paths.ts';
import { prepareDocument } from '../testing/draw.tsx';
import { catalogues, startTranslations } from '../text/translate.ts';
import { createFakeApp } from './fake-app.ts';
import { addPseudoLocales, longLocale, mirroredLocale, pseudoMessage } from './pseudo-locales.ts';
import { visibleTexts } from './visible-texts.ts';

const pages = [
  'backup',
  'devices',
  'successor',
  'import',
  'linked',
  'blocked',
  'lock',
  'storage',
  'website',
  'check',
  'address',
  'accounts',
  'notifications',
  'app',
];
const sample = createFakeApp({ phase: 'ready', posts: 8, connection: 'few', theme: 'light', saved: true, jobs: 'none' });
const [post] = (await sample.home({ limit: 1 })).items;
if (post === undefined) throw new Error('no sample post');

const screens: readonly string[] = [
  paths.home,
  paths.notifications,
  paths.me,
  paths.follow,
  '/open/web%2Bap%3A%2F%2Fmastodon.example%2F@ada',
  paths.bookmarks,
  paths.lists,
  paths.connection,
  personPath(post.author.id),
  postPath(post.id),
  postDetailsPath(post.id),
  paths.settings,
  ...pages.map((page) => `${paths.settings}/${page}`),
];

let root: Root | undefined;

/** Shows a screen of the whole app in a language, once it has come to rest. */
async function show(place: string, locale: string): Promise<HTMLElement> {
  location.hash = place;
  startTranslations();
  const app = createFakeApp({ phase: 'ready', posts: 8, connection: 'few', theme: 'light', saved: true, jobs: 'mixed', locale });
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  root = createRoot(element);
  root.render(<App value={createInterface(app, () => import('../app/frame.ts'))} />);
  await vi.waitFor(() => {
    expect(i18n.locale).toBe(locale);
    expect(element.querySelector('main h1')).not.toBeNull();
    expect(element.querySelector('main [role="status"] > div[aria-hidden]')).toBeNull();
  }, 15_000);
  return element;
}

beforeAll(() => {
  prepareDocument();
  // The whole app comes to rest by itself; what is waited for is what can be seen.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  addPseudoLocales();
});

afterEach(() => {
  root?.unmount();
  i18n.activate('en');
});

describe('the pseudo-language', () => {
  it('keeps places and plurals, and makes texts 40 % longer', async () => {
    expect(pseudoMessage('Save backup')).toMatch(/^⟦Šåṽé|^⟦Šåvé/);
    const messages = { ...(await catalogues[longLocale]?.first()), ...(await catalogues[longLocale]?.shell()) };
    i18n.load(longLocale, messages);
    i18n.activate(longLocale);
    expect(i18n._('home.new', { count: 1 })).toMatch(/^⟦1 .+⟧$/);
    expect(i18n._('delivery.gateway', { gateway: 'pollen.example' })).toContain('pollen.example');
    const english = await catalogues['en']?.first();
    expect(String(messages['crash.text']).length).toBeGreaterThan(String(english?.['crash.text']).length * 1.4);
  });
});

/** Addresses, what is typed into the search, languages and moments: said by machines, or by Intl in the language of the reader. */
const machine = /^(https?:|stun:|\w+:[\w-]+$|12D3)|\.(csv|zip|gz)$/;
const moment = /^\p{L}+, \p{L}+ \d+, \d{4} at /u;

describe('in the pseudo-language', () => {
  it.each(screens)('%s says nothing that could not be translated', async (place) => {
    const element = await show(place, longLocale);
    expect(document.documentElement.lang).toBe(longLocale);
    const known = JSON.stringify(await Promise.all([sample.home({ limit: 50 }), sample.following(), sample.session.get()]));
    const isTheirs = (text: string): boolean => known.includes(text) || machine.test(text) || moment.test(text);
    expect(visibleTexts(element).filter((text) => !isTheirs(text))).toEqual([]);
  });
});

describe('from right to left', () => {
  it.each([paths.home, paths.settings, postPath(post.id)])('%s stands in mirrored words', async (place) => {
    const element = await show(place, mirroredLocale);
    expect([document.documentElement.dir, document.documentElement.lang]).toEqual(['rtl', mirroredLocale]);
    expect(element.textContent).toContain('\u202E');
    expect(element.querySelectorAll('[align], [style*="left"], [style*="right"]')).toHaveLength(0);
  });

  it('goes back to left to right with the language', async () => {
    await show(paths.home, mirroredLocale);
    root?.unmount();
    await show(paths.home, 'de');
    expect([document.documentElement.dir, document.documentElement.lang]).toEqual(['ltr', 'de']);
    expect(document.querySelector('h1')?.textContent).toBe('Start');
  });
});
