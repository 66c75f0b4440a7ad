// What somebody notices who has been here for years: 2,000 follows, 100,000 of their posts and 10,000 own ones stored. The same calls of
// the app as with a small account, in turn, so that what else the machine does meets both alike. Nothing is connected.
import type { Page } from 'playwright-core';
import { walkTree } from '../../src/protocol/tree/walk.ts';
import { forgetBrowser, startBrowser, type TestBrowser } from '../e2e/support/browser.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { framesOf } from './copy/frames.ts';
import { buildAccount } from './support/account.ts';
import { buildBenchPage } from './support/bench-browser.ts';
import { type StaticServer, startStaticServer } from './support/static-server.ts';

interface Size {
  readonly follows: number;
  readonly posts: number;
  readonly own: number;
}

const large: Size = { follows: 2_000, posts: Number(process.env['POLLEN_TIMELINE_POSTS'] ?? 100_000), own: 10_000 };
const small: Size = { follows: 50, posts: 1_000, own: 100 };
const rounds = 9;
/** What is drawn or done with every touch; by how much it may be slower in the large account. */
const mostGrowth = 2;
/** What lists everybody whom one follows may grow with them, but must not hold up the page, ms. */
const mostTaskMs = 200;
const pieceBytes = 65_536;
const stepMs = 15 * 60_000;
const notifications = 2_000;

interface Call {
  readonly ms: number;
  readonly longestTaskMs: number;
}
type Calls = Readonly<Record<string, Call>>;

async function run(): Promise<BenchResult[]> {
  const server = await startStaticServer({ bench: await buildBenchPage() });
  const browsers: TestBrowser[] = [];
  try {
    for (const size of [large, small]) browsers.push(await fill(server, size));
    const [many = [], few = []]: Calls[][] = [[], []];
    // The first round loads the code.
    for (let round = -1; round < rounds; round++) {
      for (const [place, into] of [many, few].entries()) {
        const calls = await callAll((browsers[place] as TestBrowser).page);
        if (round >= 0) into.push(calls);
      }
    }
    return Object.keys(many[0] ?? {}).map((name) => resultOf(name, many, few));
  } finally {
    for (const browser of browsers) {
      await browser.close();
      forgetBrowser(browser);
    }
    server.close();
  }
}

/** Of calls whose answer is as long as the list of follows. */
const listing = new Set(['whom one follows']);

function resultOf(name: string, many: readonly Calls[], few: readonly Calls[]): BenchResult {
  const ms = (calls: readonly Calls[]): number => summarize(calls.map((one) => one[name]?.ms ?? Number.NaN)).median;
  const tasks = summarize(many.map((one) => one[name]?.longestTaskMs ?? Number.NaN));
  const ratio = ms(many) / ms(few);
  const shown = `${ms(many).toFixed(1)} ms, small account ${ms(few).toFixed(1)} ms, longest task ${tasks.median.toFixed(0)} ms`;
  const isList = listing.has(name);
  const holds = tasks.median <= mostTaskMs && (isList || ratio <= mostGrowth);
  const posts = large.posts.toLocaleString('en');
  return {
    name: `${name}, ${posts} posts and ${large.follows.toLocaleString('en')} follows stored, to a small account`,
    unit: 'x',
    median: ratio,
    min: ratio,
    max: ratio,
    goal: isList ? `no task over ${mostTaskMs} ms` : `<= ${mostGrowth}, no task over ${mostTaskMs} ms`,
    holds,
    comparedTo: shown,
  };
}

async function fill(server: StaticServer, { follows, posts, own }: Size): Promise<TestBrowser> {
  const account = await buildAccount({ posts: 0, newestMs: Date.now() - own * stepMs, stepMs });
  const activities = await account.write(own);
  await account.publish(activities);
  const blocks: Uint8Array[] = [];
  for await (const { cid, bytes } of walkTree(account.store, account.root))
    if (bytes !== undefined) blocks.push(cid.bytes, bytes);
  const browser = await startBrowser();
  const { page } = browser;
  await page.route('**/bench-data/blocks', (route) => route.fulfill({ body: Buffer.concat([...framesOf(blocks, pieceBytes)]) }));
  await page.route('**/bench-data/own', (route) => route.fulfill({ body: JSON.stringify(activities) }));
  await page.goto(`${server.origin}/bench/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  const seed = {
    did: account.did,
    privateKey: Buffer.from(account.privateKey).toString('base64'),
    root: account.root.toString(),
    blocksUrl: './bench-data/blocks',
    withPrivateState: true,
  };
  await page.evaluate(
    async ([input, size]) => {
      await globalThis.bench.seedAccount(input);
      const store = await globalThis.bench.openAccount(input.did);
      await globalThis.bench.fillLargeAccount(store, { ...size, ownUrl: './bench-data/own' });
      await globalThis.bench.buildSearchIndex(store);
      globalThis.bench.app = await globalThis.bench.startApp();
      await globalThis.bench.app.putSettings({ undoSeconds: 0 });
    },
    [seed, { follows, posts, notifications }] as const,
  );
  return browser;
}

/** Runs in the page: every call once, by name. */
async function callAll(page: Page): Promise<Calls> {
  return page.evaluate(async () => {
    const { app } = globalThis.bench;
    if (app === undefined) throw new Error('no app');
    const calls: Record<string, Call> = {};
    async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
      let longestTaskMs = 0;
      let beatMs = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        longestTaskMs = Math.max(longestTaskMs, performance.now() - beatMs);
        beatMs = performance.now();
        port2.postMessage(undefined);
      });
      port1.start();
      port2.postMessage(undefined);
      const startMs = performance.now();
      const answer = await work();
      calls[name] = { ms: performance.now() - startMs, longestTaskMs };
      port1.close();
      return answer;
    }
    const { items } = await timed('a page of home', () => app.home({ limit: 40 }));
    const other = items.find(({ author }) => !author.me)?.author.id;
    const own = items.find(({ author }) => author.me)?.author.id;
    if (other === undefined || own === undefined) throw new Error('home is not mixed');
    await timed('the own profile', () => app.profileTimeline(own, { limit: 20 }));
    await timed('a profile', () => Promise.all([app.person(other), app.profileTimeline(other, { limit: 20 })]));
    await timed('a page of notifications', () => app.notifications({ limit: 40 }));
    await timed('the people beside home', () => app.someFollowed(8));
    await timed('whom one follows', () => app.following());
    const id = crypto.randomUUID();
    await timed('a post', async () => {
      const posted = await app.post({
        id,
        text: `written at ${performance.now()}`,
        warning: '',
        language: 'en',
        audience: 'public',
        attachments: [],
        savedAtMs: Date.now(),
      });
      if (!posted.ok) throw new Error(posted.error.type);
    });
    return calls;
  });
}

export const bench: Bench = { name: 'large-account', run };
await runAlone(import.meta.url, bench);
