// A tab that follows 500 accounts on 20 other devices, 10 of which post each minute: processor time of the tab once everything has
// been read, and how many connections were being made at once, from the start.
import type { CDPSession, Page } from 'playwright-core';
import type { Did } from '../../src/protocol/brand.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { becomePerson } from './support/app-in-page.ts';
import { openHall } from './support/bench-browser.ts';

const accounts = 500;
const devices = 20;
const postsPerAccount = 3;
const postsPerMinute = 10;
const windowMs = 60_000;
const settleMs = 15_000;
const readLimitMs = 240_000;

async function run(): Promise<BenchResult[]> {
  const hall = await openHall(['--max-accounts', '0']);
  try {
    const others = await hall.browser();
    const dids = await others.page.evaluate(
      async (input) => {
        globalThis.bench.swarm = await globalThis.bench.startSwarm(input);
        return globalThis.bench.swarm.dids;
      },
      { devices, accounts, postsPerAccount },
    );
    const reader = await hall.browser();
    await becomePerson(reader.page, 'ben');
    await countDials(reader.page);
    const startMs = performance.now();
    const read = await followAll(reader.page, dids);
    const readMs = performance.now() - startMs;
    // What follows on reading (older pages, idle connections) comes to an end before the steady state is measured.
    await sleep(settleMs);
    const devtools = await reader.context.newCDPSession(reader.page);
    await devtools.send('Performance.enable');
    const { mostAtOnce, dials } = await dialCounts(reader.page);
    const steady = await measureSteady(devtools, reader.page, others.page, dids);
    const connections = await reader.page.evaluate(() => globalThis.bench.app?.connection.get().directPeers ?? 0);
    const exact = (value: number): { median: number; min: number; max: number } => ({ median: value, min: value, max: value });
    const latency = summarize(steady.latenciesMs.length === 0 ? [Number.NaN] : steady.latenciesMs);
    return [
      {
        name: `${accounts} follows, ${postsPerMinute} posts a minute: processor time of the tab`,
        unit: '% of a core',
        ...exact(steady.percent),
        goal: '<= 10',
        holds: steady.percent <= 10 && read === accounts,
        comparedTo:
          `${read} of ${accounts} read within ${(readMs / 1000).toFixed(0)} s; ${steady.latenciesMs.length} posts arrived, ` +
          `median ${latency.median.toFixed(0)} ms (up to ${latency.max.toFixed(0)})`,
      },
      {
        name: `${accounts} follows: dials at once, most`,
        unit: 'dials',
        ...exact(mostAtOnce),
        goal: '<= 3',
        holds: mostAtOnce <= 3,
        comparedTo: `${dials} in all, ${connections} direct connections open to ${devices} devices`,
      },
    ];
  } finally {
    await hall.end();
  }
}

/** Follows everybody; resolves with how many have been read when all are, or when time is up. */
async function followAll(page: Page, dids: readonly Did[]): Promise<number> {
  return page.evaluate(
    async ([people, limitMs]) => {
      const { app } = globalThis.bench;
      if (app === undefined) throw new Error('no app');
      for (const did of people) {
        const followed = await app.follow(did);
        if (!followed.ok) throw new Error(followed.error.type);
      }
      const endMs = performance.now() + limitMs;
      for (;;) {
        const known = await app.following();
        const read = known.filter(({ sync }) => sync?.state === 'current').length;
        if (read === people.length || performance.now() > endMs) return read;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    },
    [dids, readLimitMs] as const,
  );
}

async function measureSteady(
  devtools: CDPSession,
  reader: Page,
  others: Page,
  dids: readonly Did[],
): Promise<{ readonly percent: number; readonly latenciesMs: number[] }> {
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  const startCpuSeconds = await processorSeconds(devtools);
  for (let index = 0; index < postsPerMinute; index++) {
    const number = Math.floor((index * dids.length) / postsPerMinute);
    const did = dids[number];
    if (did === undefined) throw new RangeError('no such account');
    const arrival = reader.evaluate(
      async ([author, limitMs]) => {
        const { app } = globalThis.bench;
        if (app === undefined) throw new Error('no app');
        const count = async (): Promise<number> => (await app.profileTimeline(author, { limit: 40 })).items.length;
        const before = await count();
        return new Promise<number | undefined>((resolve) => {
          const timer = setTimeout(() => resolve(undefined), limitMs);
          const stop = app.changes((topics) => {
            if (!topics.has('posts')) return;
            void count().then((now) => {
              if (now === before) return;
              clearTimeout(timer);
              stop();
              resolve(performance.timeOrigin + performance.now());
            });
          });
        });
      },
      [did, windowMs / postsPerMinute] as const,
    );
    const sentMs = await others.evaluate(async (author) => {
      const atMs = performance.timeOrigin + performance.now();
      await globalThis.bench.swarm?.post([author]);
      return atMs;
    }, number);
    const arrivedMs = await arrival;
    if (arrivedMs !== undefined) latenciesMs.push(arrivedMs - sentMs);
    await sleep(Math.max(0, startMs + ((index + 1) * windowMs) / postsPerMinute - performance.now()));
  }
  const seconds = (await processorSeconds(devtools)) - startCpuSeconds;
  return { percent: (seconds / ((performance.now() - startMs) / 1000)) * 100, latenciesMs };
}

/** Processor time of the tab's process so far, all threads, seconds. */
async function processorSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = metrics.find(({ name }) => name === 'ProcessTime');
  if (metric === undefined) throw new Error('this browser does not tell its processor time');
  return metric.value;
}

interface DialWindow {
  peerConnections?: RTCPeerConnection[];
  dialsAtOnce?: number;
  dialTimer?: ReturnType<typeof setInterval>;
}

/** Watches how many peer connections are on their way at once; those of the page are remembered by the browser's support code. */
async function countDials(page: Page): Promise<void> {
  await page.evaluate(() => {
    const holder = globalThis as DialWindow;
    holder.dialsAtOnce = 0;
    holder.dialTimer = setInterval(() => {
      const pending = (holder.peerConnections ?? []).filter(({ connectionState }) =>
        /new|connecting/.test(connectionState),
      ).length;
      holder.dialsAtOnce = Math.max(holder.dialsAtOnce ?? 0, pending);
    }, 20);
  });
}

const dialCounts = (page: Page): Promise<{ readonly mostAtOnce: number; readonly dials: number }> =>
  page.evaluate(() => {
    const holder = globalThis as DialWindow;
    // It costs processor time itself.
    clearInterval(holder.dialTimer);
    return { mostAtOnce: holder.dialsAtOnce ?? 0, dials: holder.peerConnections?.length ?? 0 };
  });

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const bench: Bench = { name: 'many-follows', run };
await runAlone(import.meta.url, bench);
