import type { Locator, Page } from 'playwright-core';
import { patienceMs } from './patience.ts';
import { startBrowser, type TestBrowser, type TestBrowserOptions } from './browser.ts';

/** A person in front of a browser: does what people do, by the names of things on the screen. */
export interface Person {
  readonly name: string;
  readonly browser: TestBrowser;
  readonly page: Page;
  /** Through the welcome steps, backup and follow left for later. */
  signUp(): Promise<void>;
  /** What the address card copies. */
  address(): Promise<string>;
  go(place: 'Home' | 'Search' | 'Notifications' | 'Me'): Promise<void>;
  follow(address: string): Promise<void>;
  write(
    text: string,
    options?: { readonly file?: { readonly path: string; readonly description: string }; readonly warning?: string },
  ): Promise<void>;
  /** The post with this text, on the screen that is open. */
  post(text: string): Locator;
  sees(text: string): Promise<void>;
  /** Until one's own post with this text says that a gateway has it: then the browser can be closed. */
  knowsCopied(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function startPerson(name: string, origin: string, options: TestBrowserOptions = {}): Promise<Person> {
  const browser = await startBrowser(options);
  await browser.page.goto(origin);
  return personAt(name, browser, browser.page);
}

/** The same person in another tab of their browser. */
export async function openTab(person: Person, origin: string): Promise<Person> {
  const page = await person.browser.context.newPage();
  await page.goto(origin);
  return { ...personAt(`${person.name}, another tab`, person.browser, page), close: () => page.close() };
}

/** Somebody in front of a page that is open already. */
export function personAt(name: string, browser: TestBrowser, page: Page): Person {
  const navigation = page.getByRole('navigation', { name: 'Main' });

  async function go(place: string): Promise<void> {
    await navigation.getByRole('link', { name: place, exact: true }).click();
  }
  const post = (text: string): Locator => page.getByRole('article').filter({ hasText: text }).first();

  return {
    name,
    browser,
    page,
    async signUp() {
      await page.getByLabel('Your name').fill(name);
      await page.getByRole('button', { name: 'Start writing' }).click();
      await page.getByRole('button', { name: 'Later, remind me' }).click();
      await page.getByRole('button', { name: 'Look around first' }).click();
      await navigation.waitFor();
    },
    async address() {
      await go('Me');
      await page.getByRole('button', { name: 'Your address' }).click();
      const card = page.getByRole('dialog');
      const address = await card.getByText(/^ipns:\/\/k51/).innerText();
      await card.getByRole('button', { name: 'Close' }).click();
      return address.trim();
    },
    go,
    async follow(address) {
      await go('Search');
      await page.getByLabel('Search or address').fill(address);
      await page.getByRole('button', { name: 'Show person' }).click();
      await page.getByRole('button', { name: 'Follow', exact: true }).click();
      await page.getByRole('button', { name: 'Following' }).waitFor();
    },
    async write(text, extras = {}) {
      await navigation.getByRole('button', { name: /^Write/ }).click();
      const composer = page.getByRole('dialog');
      await composer.getByLabel('Text').fill(text);
      if (extras.warning !== undefined) {
        await composer.getByRole('button', { name: 'Add warning' }).click();
        await composer.getByLabel('Content warning').fill(extras.warning);
      }
      if (extras.file !== undefined) {
        await composer.locator('input[type=file]').setInputFiles(extras.file.path);
        await composer.getByLabel('Description').fill(extras.file.description);
      }
      await composer.getByRole('button', { name: 'Post', exact: true }).click();
      await composer.waitFor({ state: 'hidden' });
    },
    post,
    async sees(text) {
      const fresh = page.getByRole('button', { name: /new posts?$/ });
      // Whichever comes first: the post itself, or the button behind which new posts wait.
      const either = post(text).or(fresh).first();
      const untilMs = Date.now() + patienceMs;
      while (!(await post(text).isVisible())) {
        const leftMs = untilMs - Date.now();
        const came = leftMs > 0 && (await either.waitFor({ timeout: leftMs }).then(always, never));
        if (!came) throw new Error(`${name} does not see "${text}" within ${patienceMs} ms, but: ${await screenText(page)}`);
        // It goes by itself when the reader comes to what it speaks of.
        if (await fresh.isVisible()) await fresh.click({ timeout: 2_000 }).catch(() => undefined);
      }
    },
    async knowsCopied(text) {
      await post(text)
        .getByText(/\bat localhost:/)
        .waitFor();
    },
    close: () => browser.close(),
  };
}

const always = (): boolean => true;
const never = (): boolean => false;

/** What stands on the screen, on one line. */
async function screenText(page: Page): Promise<string> {
  const text = await page.locator('body').innerText({ timeout: 5_000 });
  return `${page.url()} ${text.replaceAll(/\s+/g, ' ').slice(0, 1500)}`;
}
