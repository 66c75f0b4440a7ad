// Reading people on servers from a browser: straight where servers let pages read, through one's own gateway where they do not, and
// nobody else's page through that gateway.
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { Page } from 'playwright-core';
import { startMastodon } from '../support/stand-ins/mastodon.ts';
import { startPlainActivityPub } from '../support/stand-ins/plain-activitypub.ts';
import type { StandIn } from '../support/stand-ins/stand-in.ts';
import { worldOf } from '../support/stand-ins/world.ts';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';
import { attempt, startSite } from './support/website.ts';

const post = (text: string) => ({ text, atMs: Date.now() - 60_000 });
const world = worldOf([
  { user: 'ada', name: 'Ada', posts: [post('A post on Mastodon')] },
  { user: 'eve', name: 'Eve', posts: [post('A post on a plain server')] },
]);
let gateway: GatewayProcess;
let mastodon: StandIn;
let plain: StandIn;
let site: Server;
let alice: Person;
/** What the app asked the gateway to read. */
const throughGateway: string[] = [];

beforeAll(async () => {
  [gateway, mastodon, plain, site] = await Promise.all([
    startGatewayProcess({ flags: ['--private-hosts'] }),
    startMastodon(world, ['ada']),
    startPlainActivityPub(world),
    startSite(),
  ]);
  alice = await startPerson('Alice', gateway.origin);
  alice.page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/pollen/fetch')
      throughGateway.push(String(JSON.parse(request.postData() ?? '').url));
  });
  await alice.signUp();
});

afterAll(async () => {
  await alice?.close();
  if (alice !== undefined) forgetBrowser(alice.browser);
  site?.closeAllConnections();
  site?.close();
  await Promise.all([gateway?.stop(), mastodon?.close(), plain?.close()]);
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice], gateway));
});

describe('people on servers', () => {
  it('are read straight from a server that lets pages read', async () => {
    await alice.follow(`@ada@${mastodon.host}`);
    await alice.go('Home');
    await alice.sees('A post on Mastodon');
    expect(throughGateway.filter((url) => url.startsWith(mastodon.origin))).toEqual([]);
  });

  it('are read through one’s own gateway from a server that does not', async () => {
    await alice.follow(`@eve@${plain.host}`);
    await alice.go('Home');
    await alice.sees('A post on a plain server');
    expect(throughGateway).toContain(`${plain.origin}/actors/eve`);
  });

  it('cost what is new: the browser’s cache asks conditionally, though a page cannot see it', async () => {
    const conditions: (string | undefined)[] = [];
    mastodon.manners.instead = ({ headers }) => {
      conditions.push(headers['if-none-match']);
      return undefined;
    };
    const url = `${mastodon.origin}/api/v1/accounts/lookup?acct=ada`;
    const answers = await alice.page.evaluate(async (url) => {
      const ask = async () => {
        const answer = await fetch(url, { cache: 'no-cache', credentials: 'omit' });
        return { status: answer.status, etag: answer.headers.get('etag'), body: await answer.text() };
      };
      return [await ask(), await ask()];
    }, url);
    mastodon.manners.instead = undefined;
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[1]).toMatchObject({ status: 200, etag: null });
    expect(conditions.at(-1)).toMatch(/^W\//);
  });
});

describe('another website', () => {
  it('cannot make the gateway read anything, not even with its token', async () => {
    const address = site.address();
    if (typeof address !== 'object' || address === null) throw new Error('the website has no port');
    const { token } = (await (await fetch(`${gateway.origin}/pollen/gateway.json`)).json()) as { token: string };
    const body = [
      ...Buffer.from(JSON.stringify({ url: `${plain.origin}/actors/eve`, accept: 'application/json', maxBytes: 1000 })),
    ];
    const headers = { 'Content-Type': 'application/json', 'X-Pollen-Token': token };
    const urls = [gateway.origin, `http://127.0.0.1:${gateway.port}`].map((origin) => `${origin}/pollen/fetch`);
    const attempts = urls.flatMap((url) => [
      { url, init: { method: 'POST', headers }, body },
      { url, init: { method: 'POST', headers: { 'Content-Type': 'text/plain' } }, body },
      { url, init: { method: 'POST', mode: 'no-cors' as const }, body },
      { url: `${url}?url=${encodeURIComponent(plain.origin)}`, init: {} },
      { url: `${url}?url=${encodeURIComponent(plain.origin)}`, init: { mode: 'no-cors' as const } },
    ]);
    const before = plain.total;
    const outcomes = await onPage(`http://127.0.0.1:${address.port}`, (page) => page.evaluate(attempt, attempts));
    // A GET is refused to everybody; that it is may be read.
    for (const outcome of outcomes) expect(outcome).toMatch(/^(refused|opaque 0|cors 405)$/);
    expect(plain.total).toBe(before);
    // The same question, from the app's own page.
    const status = await alice.page.evaluate(
      async ({ url, headers, body }) => (await fetch(url, { method: 'POST', headers, body: Uint8Array.from(body) })).status,
      { url: urls[0] ?? '', headers, body },
    );
    expect(status).toBe(200);
    expect(plain.total).toBe(before + 1);
  });

  it('does not get what was read to open as a page of the app', async () => {
    await onPage(gateway.origin, async (page) => {
      const answer = await page.goto(`${gateway.origin}/pollen/fetch?url=${encodeURIComponent(plain.origin)}`);
      expect(answer?.status()).toBe(405);
    });
  });
});

async function onPage<Outcome>(url: string, run: (page: Page) => Promise<Outcome>): Promise<Outcome> {
  const page = await alice.browser.context.newPage();
  try {
    await page.goto(url);
    return await run(page);
  } finally {
    await page.close();
  }
}
