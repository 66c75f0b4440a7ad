// Somebody who has read nothing walks through the app, once with keys alone, once with fingers alone. `node scripts/take-walk.ts` takes
// the pictures in docs/walk on the way.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { fingers, type Hands, keyboard } from './support/hands.ts';
import { type Person, startPerson } from './support/person.ts';
import { photoWithPosition } from './support/picture.ts';

const pictures = process.env['POLLEN_WALK_PICTURES'];

let gateway: GatewayProcess;
let bob: Person;
let bobsCode: string;
let photo: string;
const newcomers: Person[] = [];

beforeAll(async () => {
  gateway = await startGatewayProcess();
  bob = await startPerson('Bob', gateway.origin);
  await bob.signUp();
  await bob.write('The lighthouse keeper waved at us');
  await bob.write('Back on land, tea is ready');
  photo = await photoWithPosition(bob.page);
  // What he shows on his telephone.
  await bob.go('Me');
  await bob.page.getByRole('button', { name: 'Your address' }).click();
  bobsCode = photo.replace('meadow.jpg', 'code.png');
  await bob.page.getByRole('dialog').locator('svg[role=img]').screenshot({ path: bobsCode });
  await bob.page.keyboard.press('Escape');
});

afterAll(async () => {
  for (const person of [bob, ...newcomers]) {
    await person?.close();
    if (person !== undefined) forgetBrowser(person.browser);
  }
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [bob, ...newcomers], gateway));
});

const waysToOperate = [
  { name: 'Nina', how: 'keys', viewport: { width: 1280, height: 800 }, touch: false, hands: keyboard },
  { name: 'Timo', how: 'touch', viewport: { width: 390, height: 844 }, touch: true, hands: fingers },
] as const;

describe.each(waysToOperate)('a newcomer, by $how', ({ name, viewport, touch, hands: handsOf }) => {
  let me: Person;
  let hands: Hands;
  let taken = 0;

  beforeAll(async () => {
    me = await startPerson(name, gateway.origin, { viewport, touch });
    newcomers.push(me);
    hands = handsOf(me.page);
    await me.page.emulateMedia({ reducedMotion: 'reduce' });
  });

  const button = (label: string | RegExp): Locator =>
    me.page.getByRole('button', { name: label, exact: typeof label === 'string' }).filter({ visible: true });
  const dialog = (): Locator => me.page.getByRole('dialog');
  const place = (label: string): Locator =>
    me.page.getByRole('navigation').getByRole('link', { name: label, exact: true }).filter({ visible: true });

  async function picture(of: string): Promise<void> {
    taken += 1;
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    const path = join(pictures, `${hands.name}-${taken}-${of}.jpg`);
    // What is there is not yet what was painted.
    await me.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const bytes = await me.page.screenshot({ path, type: 'jpeg', quality: 70 });
    expect(bytes.length, `${path} shows something`).toBeGreaterThan(8_000);
  }

  async function sendPost(): Promise<void> {
    await hands.press(dialog().getByRole('button', { name: /^(Post|Reply)$/ }));
    await dialog().waitFor({ state: 'hidden' });
  }

  it('arrives', async () => {
    await me.page.getByLabel('Your name').waitFor();
    await picture('arrive');
    await hands.type(me.page.getByLabel('Your name'), name);
    await hands.press(button('Start writing'));
    await hands.press(button('Later, remind me'));
    await hands.press(button('Look around first'));
    await me.page.getByRole('heading', { name: 'Home' }).waitFor();
  });

  it('posts a picture', async () => {
    await hands.press(button(/^Write/));
    await hands.type(dialog().getByLabel('Text'), 'My first meadow');
    await hands.chooseFile(dialog().locator('input[type=file]'), photo);
    await hands.type(dialog().getByLabel('Description'), 'A meadow full of flowers under a yellow sky');
    await picture('write');
    await sendPost();
    await me.sees('My first meadow');
    await me
      .post('My first meadow')
      .getByRole('img', { name: /meadow full of flowers/ })
      .waitFor();
    await picture('posted');
  });

  it('follows somebody by a code', async () => {
    await hands.press(place('Search'));
    await hands.press(button('Scan code'));
    await hands.chooseFile(dialog().locator('input[type=file]'), bobsCode);
    await hands.press(button('Follow'));
    await button('Following').waitFor();
    await picture('follow');
    await hands.press(place('Home'));
    await me.sees('Back on land, tea is ready');
  });

  it('answers', async () => {
    await hands.press(me.post('Back on land, tea is ready').getByRole('button', { name: /^Reply/ }));
    await hands.type(dialog().getByLabel('Text'), `Is there cake too, asks ${name}`);
    await picture('answer');
    await sendPost();
    await bob.go('Notifications');
    await bob.page.getByRole('main').getByText(`Is there cake too, asks ${name}`).waitFor();
  });

  it('looks for an old post', async () => {
    await hands.press(place('Search'));
    await hands.type(me.page.getByLabel('Search or address'), 'keeper');
    await me.post('The lighthouse keeper waved at us').waitFor();
    await picture('search');
  });

  it('goes offline, writes, and comes back', async () => {
    await me.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await me.browser.context.setOffline(true);
    await me.page.reload();
    await hands.press(place('Home'));
    await me.sees('My first meadow');
    await hands.press(button(/^Write/));
    await hands.type(dialog().getByLabel('Text'), `${name} writes in a tunnel`);
    await sendPost();
    await me.sees(`${name} writes in a tunnel`);
    await picture('offline');
    await me.browser.context.setOffline(false);
  });

  it('changes the theme and the language', async () => {
    if (touch) await hands.press(place('Me'));
    await hands.press(me.page.getByRole('link', { name: 'Settings', exact: true }).filter({ visible: true }));
    await hands.choose('Dark');
    await expect.poll(() => me.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await hands.select(me.page.getByLabel('Language of the app'), 'Deutsch');
    await me.page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await hands.press(place('Start'));
    await me.page.getByRole('heading', { name: 'Start' }).waitFor();
    await picture('german-and-dark');
    expect(await me.page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(me.browser.errors.filter((error) => error.startsWith('page error'))).toEqual([]);
  });

  it('has been heard, also from the tunnel', async () => {
    await bob.go('Search');
    await bob.follow(await addressOf(me));
    await bob.go('Home');
    await bob.sees(`${name} writes in a tunnel`);
  });
});

/** The account's address, from the address bar of its page in the app. */
async function addressOf({ page }: Person): Promise<string> {
  return page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).flatMap(({ name }) => /^pollen-(k51\w+)$/.exec(name ?? '')?.[1] ?? []);
    return `ipns://${found}`;
  });
}
