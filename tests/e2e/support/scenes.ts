import type { Page } from 'playwright-core';
import { goTo, settled } from './sample-app.ts';

/** Something of the interface that can be looked at, over sample data. */
export interface Scene {
  /** Folders of src/ui/screens that are drawn in it. */
  readonly shows: readonly string[];
  /** What comes after the `?` of the development page (src/ui/development/main.ts). */
  readonly state?: string;
  /** Address in the app; for one that nobody can know ahead: the address and a link on it that leads there. */
  readonly route: string | readonly [from: string, link: string, more?: string];
  /** What is done there. */
  readonly open?: (page: Page) => Promise<void>;
  /** What was done stays when what it opened is closed: the next scene needs a page that is loaded anew. */
  readonly lasting?: boolean;
}

const press =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) {
      await page.getByRole('button', { name }).filter({ visible: true }).first().click();
      await settled(page);
    }
  };

const dialog = (page: Page): Promise<void> => page.locator('dialog[open], [role="menu"]').first().waitFor();

/** Something that lies over the screen after these buttons. */
const over =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    await press(...names)(page);
    await dialog(page);
  };

/** Every address of app/routes.tsx and app/later-routes.tsx, but those of settings. */
export const routeScenes: Readonly<Record<string, Scene>> = {
  '/': { shows: ['home', 'aside'], route: '/' },
  '/search': { shows: ['search'], route: '/search' },
  '/search/*': { shows: ['search'], route: '/search/garden' },
  '/follow': { shows: ['search'], route: '/follow' },
  '/tag/*': { shows: ['hashtag'], route: '/tag/garden' },
  '/notifications': { shows: ['notifications'], route: '/notifications' },
  '/me': { shows: ['profile'], route: '/me' },
  '/person/*': { shows: ['profile'], route: ['/', 'article a[href*="#/person/"]'] },
  '/post/*': { shows: ['thread'], route: ['/', 'article a[href*="#/post/"]'] },
  '/post/*/details': { shows: ['post-details'], route: ['/', 'article a[href*="#/post/"]', '/details'] },
  '/catch-up': { shows: ['catch-up'], route: '/catch-up' },
  '/bookmarks': { shows: ['bookmarks'], route: '/bookmarks' },
  '/lists': { shows: ['lists'], route: '/lists' },
  '/lists/*': { shows: ['lists'], route: ['/lists', 'main a[href*="#/lists/"]'] },
  '/settings': { shows: ['settings'], route: '/settings' },
  '/pair/*': { shows: ['devices'], route: '/pair/abc' },
  '/connection': { shows: ['connection'], route: '/connection' },
  '/@': { shows: ['follow'], route: '/@mira@mastodon.example' },
  '/open/': { shows: ['open'], route: '/open/web+ap%3A%2F%2Fmastodon.example%2Fusers%2Fmira' },
};

/** Every page below Settings, by the folder that it is drawn from. */
export const settingsFolders: Readonly<Record<string, string>> = {
  accounts: 'accounts',
  app: 'settings',
  address: 'address',
  backup: 'backup',
  devices: 'devices',
  check: 'check',
  import: 'import',
  linked: 'linked',
  blocked: 'blocked',
  filters: 'filters',
  lock: 'lock',
  notifications: 'settings',
  share: 'share',
  storage: 'room',
  successor: 'succession',
  website: 'website',
};

const write = async (page: Page): Promise<void> => {
  await page.locator('nav li > button').click();
  await page.locator('dialog textarea').first().waitFor();
};

/** What lies over screens, opens in them, or comes after them. */
export const openedScenes: Readonly<Record<string, Scene>> = {
  composer: { shows: ['composer'], route: '/compose', open: dialog },
  'composer, all of it': {
    shows: ['composer'],
    route: '/',
    lasting: true,
    open: async (page) => {
      await write(page);
      await page.locator('dialog textarea').first().fill('Wir haben heute die Bienen gezählt, und es waren viele.');
      await press('Add poll', 'Add warning', 'Send later', 'Add another post', 'Add emoji')(page);
    },
  },
  'picture, large': { shows: ['viewer'], route: '/me', open: over(/crates of plums/i) },
  'menu of a post': { shows: ['home'], route: '/', open: over(/^more for this post/i) },
  'menu of a person': { shows: ['profile'], route: ['/', 'article a[href*="#/person/"]'], open: over(/^more about/i) },
  'muting somebody': {
    shows: ['profile'],
    route: ['/', 'article a[href*="#/person/"]'],
    open: async (page) => {
      await over(/^more about/i)(page);
      await page.getByRole('menuitem', { name: /^mute/i }).click();
      await dialog(page);
    },
  },
  'lists with somebody': {
    shows: ['lists'],
    route: ['/', 'article a[href*="#/person/"]'],
    open: async (page) => {
      await over(/^more about/i)(page);
      await page.getByRole('menuitem', { name: 'Lists' }).click();
      await dialog(page);
    },
  },
  'the address to pass on': { shows: ['address'], route: '/me', open: over('Your address') },
  'keys, explained': {
    shows: ['shortcuts'],
    route: '/',
    open: async (page) => {
      await page.keyboard.press('?');
      await dialog(page);
    },
  },
  'search, explained': { shows: ['search'], route: '/search', open: async (page) => page.getByText('How to search').click() },
  'accounts, quickly': { shows: ['accounts'], route: '/me', open: over('Switch account') },
  'another account': { shows: ['accounts'], route: '/settings/accounts', open: over('Add another account') },
  'account off the device': { shows: ['accounts'], route: '/settings/accounts', open: over(/^remove .* from this device/i) },
  'people in a list': { shows: ['lists'], route: ['/lists', 'main a[href*="#/lists/"]'], open: over(/^\d+ (person|people)$/) },
  'a link from outside': {
    shows: ['open'],
    route: '/open/web+ap%3A%2F%2Fmastodon.example%2Fusers%2Fmira',
    lasting: true,
    open: press(/^juna feld/i),
  },
  'a new filter': { shows: ['filters'], route: '/settings/filters', open: over('Add filter') },
  'a code for a new device': {
    shows: ['devices'],
    route: '/settings/devices',
    lasting: true,
    open: press('Add a device', 'Type it instead'),
  },
  'the words to come back with': { shows: ['backup'], route: '/settings/backup', open: press('Check the words') },
  'files before they are imported': {
    shows: ['import'],
    route: '/settings/import',
    lasting: true,
    open: async (page) => {
      const files = ['following_accounts.csv', 'broken.csv'].map((name) => ({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from('ada'),
      }));
      await page.locator('input[type="file"]').first().setInputFiles(files);
      await page.getByRole('button', { name: /^follow \d+ people$/i }).waitFor();
    },
  },
};

/** The app in other states, each of which is a page of its own. */
export const stateScenes: Readonly<Record<string, Scene>> = {
  welcome: { shows: ['welcome'], state: 'phase=welcome', route: '/' },
  'welcome, with accounts': { shows: ['welcome', 'accounts'], state: 'phase=welcome&accounts=2', route: '/' },
  'coming back by file': {
    shows: ['welcome'],
    state: 'phase=welcome',
    route: '/',
    lasting: true,
    open: press('I have an account already'),
  },
  'coming back by words': {
    shows: ['welcome'],
    state: 'phase=welcome',
    route: '/',
    lasting: true,
    open: press('I have an account already', '24 words'),
  },
  'coming back by sheet': {
    shows: ['welcome'],
    state: 'phase=welcome',
    route: '/',
    lasting: true,
    open: press('I have an account already', 'Printed sheet'),
  },
  'coming from another device': {
    shows: ['welcome', 'devices'],
    state: 'phase=welcome',
    route: '/',
    lasting: true,
    open: press('I have Pollen on another device'),
  },
  'after signing up': {
    shows: ['welcome', 'backup'],
    state: 'phase=welcome',
    route: '/',
    lasting: true,
    open: async (page) => {
      await page.getByLabel('Your name').fill('Juna Feld');
      await press('Start writing')(page);
      await page.getByRole('heading', { name: 'Save a backup' }).waitFor();
    },
  },
  'after the backup': {
    shows: ['welcome', 'follow'],
    state: 'phase=welcome',
    route: '/',
    lasting: true,
    open: async (page) => {
      await page.getByLabel('Your name').fill('Juna Feld');
      await press('Start writing', 'Later, remind me')(page);
      await page.getByRole('heading', { name: 'Follow somebody' }).waitFor();
    },
  },
  locked: { shows: ['lock'], state: 'locked', route: '/' },
  'an import that goes on': { shows: ['import'], state: 'jobs=running', route: '/settings/import' },
  'an import with troubles': { shows: ['import'], state: 'jobs=mixed', route: '/settings/import' },
  offline: { shows: ['connection'], state: 'connection=offline', route: '/connection' },
  'the words, shown': {
    shows: ['backup'],
    state: 'saved',
    route: '/settings/backup',
    lasting: true,
    open: press('Show or print', 'Show the words'),
  },
  'app lock, to be turned on': { shows: ['lock'], state: 'saved', route: '/settings/lock' },
  'nothing yet': { shows: ['home'], state: 'posts=0', route: '/' },
  'nothing can be read': { shows: ['home'], state: 'fails', route: '/' },
};

const listed = ['/search', '/notifications', '/me', '/bookmarks', '/lists', '/catch-up'];

/** Screens of an account that has nothing, and screens whose content cannot be read. */
export const emptyScenes: Readonly<Record<string, Scene>> = {
  ...each('nothing yet', 'posts=0', listed),
  ...each('nothing can be read', 'fails', [...listed, ...Object.keys(settingsFolders).map((page) => `/settings/${page}`)]),
};

function each(what: string, state: string, routes: readonly string[]): Record<string, Scene> {
  return Object.fromEntries(routes.map((route) => [`${route}, ${what}`, { shows: [], state, route }]));
}

/** Pages on which something was done: whether it goes away with what was opened, or with the page only. */
const stepped = new WeakMap<Page, 'opened' | 'lasting'>();

/** Brings a page of the sample app to a scene, without loading it again where that can be done without. */
export async function stage(page: Page, { state = '', route, open, lasting = false }: Scene): Promise<void> {
  const posts = /\bposts=/.test(state) ? '' : '&posts=40';
  const query = `?quick${posts}${state === '' ? '' : `&${state}`}`;
  const [from, link, more = ''] = typeof route === 'string' ? [route] : route;
  const url = new URL(page.url());
  const left = stepped.get(page);
  stepped.delete(page);
  if (left === 'lasting' || url.search !== query) {
    await page.goto('about:blank');
    await page.goto(`${url.origin}${url.pathname}${query}#${from}`);
    await settled(page);
  } else {
    if (left === 'opened') await closeAll(page, from);
    await goTo(page, from);
  }
  if (link !== undefined) {
    const target = page.locator(link).first();
    const address = (await target.getAttribute('href')) ?? '';
    await goTo(page, `${address.slice(address.indexOf('#') + 1)}${more}`);
  }
  if (open === undefined) return;
  stepped.set(page, lasting ? 'lasting' : 'opened');
  await open(page);
  await settled(page);
}

/** Closes what lies over the screen as a person does, and leaves the screen, so that it comes back as it was. */
async function closeAll(page: Page, next: string): Promise<void> {
  const over = page.locator('dialog[open], [role="menu"]').filter({ visible: true });
  for (let open = await over.count(); open > 0; open = await over.count()) {
    await page.keyboard.press('Escape');
    await over.nth(open - 1).waitFor({ state: 'hidden' });
  }
  if (new URL(page.url()).hash === `#${next}`) await goTo(page, '/connection');
}
