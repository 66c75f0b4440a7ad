// The app by keys alone. What axe finds on every screen: barriers.e2e.ts.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { Locator } from 'playwright-core';
import { findBarriers } from './support/axe.ts';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';

let gateway: GatewayProcess;
let kim: Person;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  kim = await startPerson('Kim', gateway.origin);
  await kim.page.emulateMedia({ reducedMotion: 'reduce' });
});

afterAll(async () => {
  await kim?.close();
  if (kim !== undefined) forgetBrowser(kim.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [kim], gateway));
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
  // One that is not ready takes the focus and does nothing.
  await target.first().and(kim.page.locator(':not([aria-disabled="true"])')).waitFor();
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
    await expect.poll(() => focused(dialog().getByLabel('Text'))).toBe(true);
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
