// A website that one visits by the way knows the port of the gateway on this machine. It gets nothing, and changes nothing.
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { Page } from 'playwright-core';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type HostedTree, hostTree } from './support/hosted-tree.ts';
import { type Person, startPerson } from './support/person.ts';
import { attempt, type Booty, makeBooty, startSite, stateOfGateway, writes } from './support/website.ts';

/** A name of the attacker's that their DNS turns to this machine. */
const rebound = 'rebound.attacker.test';
let gateway: GatewayProcess;
let site: Server;
let siteOrigin = '';
let alice: Person;
let hosted: HostedTree;
let treeOrigin = '';
let booty: Booty;
/** What the browser says of the requests of the last attack. */
const failures: string[] = [];

beforeAll(async () => {
  [gateway, site] = await Promise.all([startGatewayProcess(), startSite()]);
  const address = site.address();
  if (typeof address !== 'object' || address === null) throw new Error('the website has no port');
  siteOrigin = `http://127.0.0.1:${address.port}`;
  alice = await startPerson('Alice', gateway.origin, { flags: [`--host-resolver-rules=MAP ${rebound} 127.0.0.1`] });
  [hosted] = await Promise.all([hostTree(gateway.origin), alice.signUp()]);
  treeOrigin = `${gateway.origin}/ipns/${hosted.name}`;
  booty = await makeBooty(gateway.origin, hosted.account);
});

afterAll(async () => {
  await alice?.close();
  if (alice !== undefined) forgetBrowser(alice.browser);
  await hosted?.stop();
  site?.closeAllConnections();
  site?.close();
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice], gateway));
});

/** Opens a page of the website and runs an attack there; nothing may have changed afterwards. */
async function attack<Argument, Outcome>(
  url: string,
  run: (argument: Argument) => Outcome | Promise<Outcome>,
  argument: Argument,
): Promise<Outcome> {
  const page = await alice.browser.context.newPage();
  try {
    const before = await stateOfGateway(gateway.origin, booty);
    failures.length = 0;
    page.on('requestfailed', (request) => failures.push(request.failure()?.errorText ?? ''));
    await page.goto(url);
    const outcome = await page.evaluate(run as never, argument);
    expect(await stateOfGateway(gateway.origin, booty)).toEqual(before);
    return outcome as Outcome;
  } finally {
    await page.close();
  }
}

describe('a website that knows the port of the gateway', () => {
  const hosts = (): string[] => [gateway.origin, `http://127.0.0.1:${gateway.port}`, `http://[::1]:${gateway.port}`];

  it('cannot read the token', async () => {
    const cards = hosts().map((origin) => ({ url: `${origin}/pollen/gateway.json` }));
    const blind = cards.map(({ url }) => ({ url, init: { mode: 'no-cors' as const } }));
    expect(await attack(siteOrigin, attempt, cards)).toEqual(cards.map(() => 'refused'));
    for (const outcome of await attack(siteOrigin, attempt, blind)) expect(outcome).toMatch(/^(refused|opaque 0)$/);
  });

  it('cannot write: neither record, nor hosting, nor letter', async () => {
    const outcomes = await attack(
      siteOrigin,
      attempt,
      hosts().flatMap((origin) => writes(origin, booty)),
    );
    for (const outcome of outcomes) expect(outcome).toMatch(/^(refused|opaque 0)$/);
    // Those without a preflight did arrive, and were answered: the browser keeps the answer from the page.
    expect(failures.filter((failure) => failure.includes('BLOCKED_BY_RESPONSE')).length).toBeGreaterThanOrEqual(6);
    const form = async (action: string): Promise<number> => {
      const element = Object.assign(document.createElement('form'), {
        method: 'post',
        action,
        enctype: 'text/plain',
        target: 'into',
      });
      const frame = Object.assign(document.createElement('iframe'), { name: 'into' });
      element.append(Object.assign(document.createElement('input'), { name: '{"type":"pollen:HostingRequest"', value: '"}' }));
      document.body.append(frame, element);
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      element.submit();
      await loaded;
      return frames.length;
    };
    expect(await attack(siteOrigin, form, `${gateway.origin}/pollen/hosting`)).toBe(1);
  });

  it('can write nothing but by the ways that were tried: the same things from the app are taken', async () => {
    const token = ((await (await fetch(`${gateway.origin}/pollen/gateway.json`)).json()) as { token: string }).token;
    const body = Buffer.from(booty.letter);
    const url = `${gateway.origin}/pollen/responses?actor=${encodeURIComponent(booty.recipient)}`;
    const answer = await fetch(url, { method: 'POST', headers: { Origin: gateway.origin, 'X-Pollen-Token': token }, body });
    expect(answer.status).toBe(202);
  });

  it('cannot talk to the relay', async () => {
    const dial = (urls: readonly string[]): Promise<string[]> =>
      Promise.all(
        urls.map(
          (url) =>
            new Promise<string>((resolve) => {
              const socket = new WebSocket(url);
              socket.addEventListener('open', () => resolve('open'));
              socket.addEventListener('error', () => resolve('refused'));
            }),
        ),
      );
    const urls = [...hosts(), `http://${rebound}:${gateway.port}`].map((origin) => origin.replace(/^http/, 'ws'));
    expect(await attack(siteOrigin, dial, urls)).toEqual(urls.map(() => 'refused'));
  });

  it('cannot show the app in a frame, nor hold on to its window', async () => {
    const embed = async (url: string): Promise<{ readonly framed: boolean; readonly held: boolean }> => {
      const frame = Object.assign(document.createElement('iframe'), { src: url });
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      document.body.append(frame);
      await loaded;
      let framed = true;
      try {
        // The browser's own error page has an opaque origin, the app's would have another: what tells is what came.
        framed = (frame.contentWindow?.length ?? 0) > 0;
      } catch {
        framed = false;
      }
      const opened = window.open(url);
      return { framed, held: opened !== null && !opened.closed && opened.length > 0 };
    };
    const page = await alice.browser.context.newPage();
    await page.goto(siteOrigin);
    const refusals: string[] = [];
    page.on('console', (message) => refusals.push(message.text()));
    const popup = page.waitForEvent('popup');
    expect(await page.evaluate(embed, gateway.origin)).toEqual({ framed: false, held: false });
    await expect.poll(() => refusals.join('\n')).toMatch(/frame-ancestors|X-Frame-Options/);
    const shown = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const frame of shown) expect(await frame.locator('nav, main, form').count()).toBe(0);
    const opened = await popup;
    await opened.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    await opened.close();
    await page.close();
  });
});

describe('a name that is turned to this machine', () => {
  it('gets no answer from the gateway, whatever is asked', async () => {
    const origin = `http://${rebound}:${gateway.port}`;
    const page = await alice.browser.context.newPage();
    const before = await stateOfGateway(gateway.origin, booty);
    // Whatever the attacker's server sent before is stood in for by the gateway's refusal: it is a page of the same origin.
    const visit = await page.goto(`${origin}/`);
    expect(visit?.status()).toBe(421);
    const reads = ['/pollen/gateway.json', '/', `/routing/v1/ipns/${booty.name}`, `/ipns/${booty.name}/index.html`].map(
      (path) => ({ url: `${origin}${path}` }),
    );
    const outcomes = await page.evaluate(attempt, [...reads, ...writes(origin, booty)]);
    for (const outcome of outcomes) expect(outcome).toBe('basic 421');
    expect(await stateOfGateway(gateway.origin, booty)).toEqual(before);
    await page.close();
  });
});

describe('what an account put into its tree', () => {
  const paths = ['index.html', 'picture.svg'];

  async function ran(page: Page): Promise<boolean> {
    return page.evaluate(() => 'injected' in globalThis || document.documentElement.dataset['injected'] !== undefined);
  }

  it('never runs: opened as a page it is moved to the content origin, where it may not run either', async () => {
    const page = await alice.browser.context.newPage();
    for (const path of paths) {
      for (const origin of [
        treeOrigin,
        treeOrigin.replace('localhost', '127.0.0.1'),
        `http://${booty.name}.ipns.localhost:${gateway.port}`,
      ]) {
        await page.goto(`${origin}/${path}`);
        expect(new URL(page.url()).hostname, `${origin}/${path}`).not.toBe('localhost');
        expect(await ran(page), `${origin}/${path}`).toBe(false);
      }
    }
    await page.goto(`${treeOrigin}/`);
    await page.getByRole('heading', { name: 'My page' }).waitFor();
    expect(await ran(page)).toBe(false);
    await page.close();
  });

  it('cannot be loaded by a page of the app’s origin as script, worker or style', async () => {
    const load = async ({
      base,
      control,
    }: {
      readonly base: string;
      readonly control: string;
    }): Promise<Record<string, string>> => {
      const settle = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          () => 'loaded',
          () => 'refused',
        );
      const element = (tag: 'script' | 'link', attributes: Record<string, string>): Promise<string> =>
        settle(
          new Promise((resolve, reject) => {
            const made = document.createElement(tag);
            made.addEventListener('load', resolve);
            made.addEventListener('error', reject);
            for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
            document.head.append(made);
          }),
        );
      return {
        control: await element('link', { rel: 'stylesheet', href: control }),
        worker: await settle(navigator.serviceWorker.register(`${base}/worker.js`)),
        shared: await settle(
          new Promise((resolve, reject) => {
            const worker = new Worker(`${base}/worker.js`);
            worker.addEventListener('error', reject);
            worker.addEventListener('message', resolve);
          }),
        ),
        style: await element('link', { rel: 'stylesheet', href: `${base}/style.css` }),
        script: await element('script', { src: `${base}/run.js` }),
        module: await element('script', { type: 'module', src: `${base}/run.js` }),
      };
    };
    const page = await alice.browser.context.newPage();
    const style = await alice.page.locator('link[rel=stylesheet]').first().getAttribute('href');
    // An answer of the app's origin without a policy of its own: only what the gateway refuses counts here.
    const visit = await page.goto(`${gateway.origin}/pollen/nothing`);
    expect(visit?.headers()['content-security-policy']).toBeUndefined();
    expect(await page.evaluate(load, { base: treeOrigin, control: `${gateway.origin}/${style}` })).toEqual({
      control: 'loaded',
      worker: 'refused',
      shared: 'refused',
      style: 'refused',
      script: 'refused',
      module: 'refused',
    });
    expect(await ran(page)).toBe(false);
    await page.close();
  });

  it('has left the app as it was', async () => {
    await alice.page.reload();
    await alice.go('Home');
    await alice.write('Nothing happened');
    await alice.sees('Nothing happened');
    await alice.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const workers = await alice.page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ scope, active }) => `${scope} ${active?.scriptURL}`),
    );
    expect(workers).toEqual([`${gateway.origin}/ ${gateway.origin}/service-worker.js`]);
    expect(await ran(alice.page)).toBe(false);
  });
});
