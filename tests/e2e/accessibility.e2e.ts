// Every screen without barriers that a program can find, in light and dark, wide and narrow; and the app by keys alone.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { Locator } from 'playwright-core';
import { findBarriers } from './support/axe.ts';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';
import { photoWithPosition } from './support/picture.ts';

let gateway: GatewayProcess;
let kim: Person;
let ben: Person;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  [kim, ben] = await Promise.all([startPerson('Kim', gateway.origin), startPerson('Ben', gateway.origin)]);
  await kim.page.emulateMedia({ reducedMotion: 'reduce' });
});

afterAll(async () => {
  await Promise.allSettled([kim?.close(), ben?.close()]);
  for (const person of [kim, ben]) if (person !== undefined) forgetBrowser(person.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [kim, ben], gateway));
});

const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const;

/** Looks at what is shown in both colour schemes and both sizes. */
async function expectNoBarriers(screen: string): Promise<void> {
  const found: string[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await kim.page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await kim.page.emulateMedia({ colorScheme });
      const barriers = await findBarriers(kim.page);
      found.push(...barriers.map((barrier) => `${screen}, ${size}, ${colorScheme}: ${barrier}`));
    }
  }
  await kim.page.setViewportSize(sizes.wide);
  await kim.page.emulateMedia({ colorScheme: 'light' });
  expect(found).toEqual([]);
}

const focused = (locator: Locator): Promise<boolean> =>
  locator.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

/** Presses Tab until the focus is on `target`; every stop on the way must show that it has the focus. */
async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.first().waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await focused(target)) return;
    await kim.page.keyboard.press(key);
    expect(await kim.page.evaluate(focusIsVisible)).toBe('visible');
  }
  throw new Error(`the focus does not come to ${String(target)}`);
}

/** In the page: does what has the focus look different from what has not? */
function focusIsVisible(): string {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return 'visible';
  const candidates = [element, ...(element.parentElement === null ? [] : [element.parentElement])];
  const isMarked = candidates.some((candidate) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(candidate);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  });
  return isMarked ? 'visible' : `no sign of the focus: ${element.outerHTML.slice(0, 150)}`;
}

async function pressOn(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(target);
  await kim.page.keyboard.press(key);
}

describe('the app by keys alone', () => {
  const button = (name: string | RegExp): Locator => kim.page.getByRole('button', { name, exact: typeof name === 'string' });
  const dialog = (): Locator => kim.page.getByRole('dialog');

  it('signs up', async () => {
    await expectNoBarriers('welcome');
    await tabTo(kim.page.getByLabel('Your name'));
    await kim.page.keyboard.type('Kim');
    await pressOn(button('Start writing'));
    await button('Later, remind me').waitFor();
    await expectNoBarriers('welcome, backup');
    await pressOn(button('Later, remind me'));
    await button('Look around first').waitFor();
    await expectNoBarriers('welcome, follow');
    await pressOn(button('Look around first'));
    await kim.page.getByRole('heading', { name: 'Home' }).waitFor();
  });

  it('writes', async () => {
    await pressOn(kim.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Write/ }));
    await expect.poll(() => focused(dialog().getByLabel('Text'))).toBe(true);
    await kim.page.keyboard.type('Written by keys');
    await pressOn(dialog().getByRole('button', { name: 'Post', exact: true }));
    await kim.sees('Written by keys');
  });

  it('goes to the post, likes it, and answers it', async () => {
    const post = kim.post('Written by keys');
    await tabTo(post);
    await pressOn(post.getByRole('button', { name: 'Like' }), 'Space');
    await expect.poll(() => post.getByRole('button', { name: /^Like/ }).getAttribute('aria-pressed')).toBe('true');
    await tabTo(post.getByRole('button', { name: /^Reply/ }), 'Shift+Tab');
    await kim.page.keyboard.press('Enter');
    await expect.poll(() => focused(dialog().getByLabel('Text'))).toBe(true);
    await kim.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => focused(post.getByRole('button', { name: /^Reply/ }))).toBe(true);
    await kim.page.keyboard.press('Enter');
    await kim.page.keyboard.type('Answered by keys');
    await kim.page.keyboard.press('Control+Enter');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('opens a menu and leaves it, opens the thread and comes back', async () => {
    const post = kim.post('Written by keys');
    await pressOn(post.getByRole('button', { name: 'More for this post' }));
    await kim.page.getByRole('menu').waitFor();
    await kim.page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(kim.page.getByRole('menuitem'))).toBe(true);
    await kim.page.keyboard.press('Escape');
    await expect.poll(() => focused(post.getByRole('button', { name: 'More for this post' }))).toBe(true);
    await tabTo(post, 'Shift+Tab');
    await kim.page.keyboard.press('Enter');
    const title = (name: string): Locator => kim.page.getByRole('heading', { name, level: 1 });
    await expect.poll(() => focused(title('Conversation'))).toBe(true);
    await kim.page.getByRole('article').filter({ hasText: 'Answered by keys' }).waitFor();
    await tabTo(button('Back'), 'Shift+Tab');
    await kim.page.keyboard.press('Enter');
    await expect.poll(() => focused(title('Home'))).toBe(true);
  });
});

describe('screens', () => {
  it('home, with posts of all kinds', async () => {
    const path = await photoWithPosition(kim.page);
    await kim.write('A post with a picture #pollen', { picture: { path, description: 'A meadow' }, warning: 'Flowers' });
    await kim.sees('Flowers');
    const address = await kim.address();
    await ben.signUp();
    await ben.follow(address);
    await ben.go('Home');
    await ben.sees('Written by keys', 30_000);
    const post = ben.post('Written by keys');
    await post.getByRole('button', { name: /^Like/ }).click();
    await post.getByRole('button', { name: /^Reply/ }).click();
    await ben.page.getByRole('dialog').getByLabel('Text').fill('A stranger answers');
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Reply', exact: true }).click();
    await kim.go('Home');
    await kim.post('Flowers').getByRole('button', { name: 'Show' }).click();
    await kim.post('Flowers').getByRole('img', { name: 'A meadow' }).waitFor();
    await expectNoBarriers('home');
  });

  it('composer', async () => {
    await kim.page.keyboard.press('c');
    const composer = kim.page.getByRole('dialog');
    await composer.getByLabel('Text').fill('Words in hand');
    await composer.getByRole('button', { name: 'Add warning' }).click();
    await expectNoBarriers('composer');
    await composer.getByRole('button', { name: 'Discard' }).click();
    await composer.waitFor({ state: 'hidden' });
  });

  it('notifications and thread', async () => {
    await kim.go('Notifications');
    await kim.page.getByText('A stranger answers').first().waitFor();
    await expectNoBarriers('notifications');
    await kim.page.getByText('A stranger answers').first().click();
    await kim.page.getByRole('article').filter({ hasText: 'A stranger answers' }).waitFor();
    await expectNoBarriers('thread');
  });

  it('somebody’s profile and one’s own', async () => {
    await kim.page
      .getByRole('article')
      .filter({ hasText: 'A stranger answers' })
      .getByRole('link', { name: 'Ben' })
      .first()
      .click();
    await kim.page.getByRole('button', { name: 'Follow', exact: true }).waitFor();
    await expectNoBarriers('profile');
    await kim.go('Me');
    await kim.post('Written by keys').waitFor();
    await expectNoBarriers('own profile');
    await kim.page.getByRole('button', { name: 'Your address' }).click();
    await kim.page.getByRole('dialog').waitFor();
    await expectNoBarriers('address');
    await kim.page.keyboard.press('Escape');
  });

  it('search, settings, backup, connection', async () => {
    const places = {
      search: 'Search',
      settings: 'Settings',
      'settings/backup': 'Ways back',
      'settings/import': 'Bring people along',
      'settings/lock': 'App lock',
      'settings/storage': 'Storage',
      'settings/linked': 'Accounts elsewhere',
      'settings/blocked': 'People you block or mute',
      bookmarks: 'Bookmarks',
      lists: 'Lists',
      'settings/check': 'Check my account',
      'settings/website': 'Publish to my website',
      connection: 'Connection',
    } as const;
    for (const [path, heading] of Object.entries(places)) {
      await kim.page.goto(`${gateway.origin}/#/${path}`);
      await kim.page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await expectNoBarriers(path);
    }
  });

  it('files that are looked into before they are imported', async () => {
    await kim.page.goto(`${gateway.origin}/#/settings/import`);
    const picker = kim.page.getByLabel('Choose files');
    await picker.setInputFiles([
      { name: 'addresses.csv', mimeType: 'text/csv', buffer: Buffer.from('ada@nowhere.example\nben@nowhere.example\n') },
      { name: 'picture.csv', mimeType: 'text/csv', buffer: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]) },
    ]);
    await kim.page.getByRole('button', { name: /^(Follow|Block|Mute) 2 people$/ }).waitFor();
    await kim.page.getByText('This is none of the files below.').waitFor();
    await expectNoBarriers('import, files looked into');
  });

  it('a list, and who is in it', async () => {
    await kim.page.goto(`${gateway.origin}/#/lists`);
    await kim.page.getByLabel('Name of the list').fill('Garden');
    await kim.page.getByRole('button', { name: 'Make list' }).click();
    await kim.page.getByRole('heading', { name: 'Garden', level: 1 }).waitFor();
    await expectNoBarriers('list');
    await kim.page.getByRole('button', { name: 'Nobody', exact: true }).click();
    await kim.page.getByRole('dialog').waitFor();
    await expectNoBarriers('people in a list');
    await kim.page.keyboard.press('Escape');
  });
});
