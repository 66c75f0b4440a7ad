// Somebody who means ill, with a key and a program of their own, is followed: what they wrote is shown, what they meant is not done.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { forgetBrowser } from './support/browser.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type HostileAuthor, startHostileAuthor } from './support/hostile-author.ts';
import { hostileWords } from './support/hostile-posts.ts';
import { type Person, startPerson } from './support/person.ts';
import { showScreens } from './support/failure.ts';

let gateway: GatewayProcess;
let mallory: HostileAuthor;
let bob: Person;
let firstRecord: Uint8Array;
const dialogs: string[] = [];
const foreignRequests: string[] = [];
const pageErrors: string[] = [];
let windows = 0;

beforeAll(async () => {
  [gateway, mallory] = await Promise.all([startGatewayProcess(), startHostileAuthor()]);
  firstRecord = await mallory.gateway.publish(mallory.root());
  bob = await startPerson('Bob', gateway.origin, { viewport: { width: 420, height: 900 } });
  const known = new Set([new URL(gateway.origin).port, new URL(mallory.gateway.origin).port]);
  bob.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  bob.page.on('pageerror', (error) => pageErrors.push(error.message));
  bob.browser.context.on('page', () => windows++);
  bob.browser.context.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn =
      ['blob:', 'data:'].includes(url.protocol) || (/^(localhost|127\.0\.0\.1)$/.test(url.hostname) && known.has(url.port));
    if (!isOwn) foreignRequests.push(request.url());
  });
  await bob.signUp();
});

afterAll(async () => {
  await bob?.close();
  if (bob !== undefined) forgetBrowser(bob.browser);
  await Promise.all([mallory?.close(), gateway?.stop()]);
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [bob], gateway));
});

/** Nothing of what the posts tried has happened. */
async function expectNothingDone(): Promise<void> {
  expect(await bob.page.evaluate(() => 'injected' in globalThis)).toBe(false);
  expect({ dialogs, pageErrors, foreignRequests, windows, bait: mallory.gateway.bait }).toEqual({
    dialogs: [],
    pageErrors: [],
    foreignRequests: [],
    windows: 0,
    bait: [],
  });
}

/** Reads the feed from top to bottom, as only the posts near the screen are in the document, and looks at every post on the way. */
async function inspectFeed(): Promise<ArticleFindings> {
  const all: ArticleFindings = { strangeInText: [], strangeInArticles: [], strangeLinks: [], wide: [], texts: [] };
  const isMissing = (word: string): boolean => !all.texts.some((text) => text.includes(word));
  await expect
    .poll(
      async () => {
        const now = await bob.page.evaluate(inspectArticles);
        all.strangeInText.push(...now.strangeInText);
        all.strangeInArticles.push(...now.strangeInArticles);
        all.strangeLinks.push(...now.strangeLinks);
        all.wide.push(...now.wide);
        all.texts.push(...now.texts);
        await bob.page.mouse.wheel(0, 1500);
        return [...hostileWords, 'Warned', 'A picture that is another one', 'The good post'].filter(isMissing);
      },
      { interval: 100 },
    )
    .toEqual([]);
  return all;
}

async function reloadUntilAsked(): Promise<void> {
  const before = mallory.gateway.recordsServed();
  await bob.page.reload();
  await expect.poll(() => mallory.gateway.recordsServed()).toBeGreaterThan(before);
}

describe('an account that means ill', () => {
  it('is followed like any other: its good post shows', async () => {
    await bob.follow(mallory.link);
    await bob.go('Home');
    await bob.sees('The good post');
  });

  it('runs nothing, asks nobody, and keeps to the few elements of a text', async () => {
    await bob.page.mouse.move(200, 450);
    const { strangeInText, strangeInArticles, strangeLinks, wide, texts } = await inspectFeed();
    expect(texts.join('\n')).not.toMatch(/\bf[1-9] /);
    // Long words and floods of marks bend nothing: `wide` is what reaches over the edge of the screen.
    expect({ strangeInText, strangeInArticles, strangeLinks, wide }).toEqual({
      strangeInText: [],
      strangeInArticles: [],
      strangeLinks: [],
      wide: [],
    });
    await expectNothingDone();
  });

  it('says on its profile how much was refused', async () => {
    await bob.page.evaluate(() => scrollTo(0, 0));
    await bob
      .post('The good post')
      .getByRole('link', { name: /Mallory/ })
      .first()
      .click();
    await bob.page
      .getByText(new RegExp(`^${mallory.forged.length} documents that came as theirs were damaged or forged`))
      .waitFor();
    await expectNothingDone();
  });

  it('cannot put another picture in the place of the one it signed', async () => {
    const post = bob.post('A picture that is another one');
    await post.scrollIntoViewIfNeeded();
    await post.getByText('Nobody who has this picture is reachable now.').waitFor();
    expect(await post.getByRole('img').count()).toBe(0);
  });

  it('asks another host for a picture only after a tap', async () => {
    const post = bob.post('A post in disguise').or(bob.post('Warned'));
    await post.first().getByRole('button', { name: 'Show', exact: false }).first().click();
    await post.first().getByRole('button', { name: 'Show picture from pictures.example' }).waitFor();
    await expectNothingDone();
  });

  it('cannot take back what was read, neither with an old record nor with an old tree', async () => {
    const firstRoot = mallory.root();
    await mallory.publish('First news');
    await bob.go('Home');
    await reloadUntilAsked();
    await bob.sees('First news');
    mallory.gateway.serve(firstRecord);
    await reloadUntilAsked();
    await bob.sees('First news');
    await mallory.gateway.publish(firstRoot);
    await reloadUntilAsked();
    await bob.sees('First news');
    await mallory.publish('Second news');
    await reloadUntilAsked();
    await bob.sees('Second news');
    await bob.sees('First news');
    await expectNothingDone();
  });

  it('leaves the app alive: writing and walking about go on', async () => {
    await bob.write('Still here');
    await bob.sees('Still here');
    await bob.go('Notifications');
    await bob.page.getByRole('heading', { name: 'Notifications' }).waitFor();
    await bob.go('Home');
    await bob.sees('Still here');
    await expectNothingDone();
  });
});

interface ArticleFindings {
  readonly strangeInText: string[];
  readonly strangeInArticles: string[];
  readonly strangeLinks: string[];
  /** Widths of the page, where it is wider than the screen. */
  readonly wide: number[];
  readonly texts: string[];
}

/** Runs in the page: what a text may consist of is a short list, and so is what surrounds it. */
function inspectArticles(): ArticleFindings {
  const inText = new Set('p br a ul ol li blockquote code pre em strong del span'.split(' '));
  const textAttributes = new Set('dir class href target rel lang tabindex'.split(' '));
  const forbidden =
    'script,style,link,meta,base,iframe,frame,object,embed,form,input,textarea,select,video,audio,math,template,noscript,dialog,marquee,foreignObject,animate,image,use,[style*="url"],[srcset],[name],[formaction],[ping]';
  const strangeInText: string[] = [];
  const strangeInArticles: string[] = [];
  const strangeLinks: string[] = [];
  const articles = [...document.querySelectorAll('main article')];
  for (const article of articles) {
    for (const element of article.querySelectorAll('div[dir=auto] *')) {
      if (!inText.has(element.localName)) strangeInText.push(element.localName);
      for (const { name } of element.attributes)
        if (!textAttributes.has(name)) strangeInText.push(`${element.localName} ${name}`);
    }
    for (const element of article.querySelectorAll('*')) {
      if (element.matches(forbidden)) strangeInArticles.push(element.outerHTML.slice(0, 100));
      for (const { name } of element.attributes)
        if (name.startsWith('on')) strangeInArticles.push(`${element.localName} ${name}`);
    }
    for (const link of article.querySelectorAll('a')) {
      const href = link.getAttribute('href') ?? '';
      const isInside = href.startsWith('#/');
      const isWeb = /^https?:\/\//.test(href) && link.target === '_blank' && link.rel.includes('noopener');
      if (!isInside && !isWeb) strangeLinks.push(href.slice(0, 100));
    }
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [scrollWidth] : [];
  return { strangeInText, strangeInArticles, strangeLinks, wide, texts: articles.map((article) => article.textContent) };
}
