// The home timeline over 1,000 followed accounts on 50 servers of the fediverse, of which some are dead and some slow, in a browser that
// has read none of them yet: how soon there is something to read, and how many questions are open at once.
import type { Page } from 'playwright-core';
import type { Did } from '../../src/protocol/brand.ts';
import { accountId } from '../support/stand-ins/mastodon-json.ts';
import { startManyHosts } from '../support/stand-ins/many-hosts.ts';
import { type Bench, type BenchResult, runAlone } from './bench.ts';
import { becomePerson } from './support/app-in-page.ts';
import { openHall } from './support/bench-browser.ts';

const hosts = 50;
const peoplePerHost = 20;
const postsPerPerson = 20;
const slowMs = 1_000;
const readLimitMs = 300_000;

/** Whom the page is to follow: as if each had been looked up before. */
interface Person {
  readonly user: string;
  readonly host: string;
  readonly key: string;
}

async function run(): Promise<BenchResult[]> {
  const world = await startManyHosts({
    hosts,
    peoplePerHost,
    postsPerPerson,
    deadShare: 0.05,
    slowShare: 0.05,
    slowMs,
    nowMs: Date.now(),
  });
  const hall = await openHall();
  try {
    const { page } = await hall.browser();
    const { did } = await becomePerson(page, 'ben');
    const people = world.people.map((acct): Person => {
      const [user = '', host = ''] = acct.split('@');
      return { user, host, key: accountId(user) };
    });
    const alive = people.filter(({ host }) => !world.dead.includes(host)).length;
    await countQuestions(page);
    const { firstMs, pageMs, allMs, read, mostAtOnce, asked } = await followAll(page, did, people, alive);
    const exact = (value: number): { median: number; min: number; max: number } => ({ median: value, min: value, max: value });
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
    return [
      {
        name: `home over ${people.length.toLocaleString('en')} accounts on ${hosts} servers: first post, share of the time for all`,
        unit: '%',
        ...exact((100 * firstMs) / allMs),
        goal: '<= 5',
        holds: read === alive && firstMs / allMs <= 0.05,
        comparedTo:
          `first post after ${seconds(firstMs)}, a page of 40 after ${seconds(pageMs)}, ${read} of ${alive} that answer after ` +
          `${seconds(allMs)}; ${world.dead.length} servers dead, ${world.slow.length} slow`,
      },
      {
        name: 'the same: questions open at once, most',
        unit: 'questions',
        ...exact(mostAtOnce),
        goal: '<= 4',
        holds: mostAtOnce <= 4 && world.mostAtOncePerHost <= 2,
        comparedTo: `${asked.toLocaleString('en')} questions in all, at most ${world.mostAtOncePerHost} at once at one server`,
      },
    ];
  } finally {
    await hall.end();
    await world.close();
  }
}

interface Counts {
  open: number;
  most: number;
  asked: number;
}

/** Counts what the page asks servers, from now on. */
async function countQuestions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counts: Counts = { open: 0, most: 0, asked: 0 };
    Object.assign(globalThis, { questions: counts });
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      if (!/\/api\/v1\/accounts\/\d+\/statuses/.test(url)) return fetch(input, init);
      counts.asked += 1;
      counts.open += 1;
      counts.most = Math.max(counts.most, counts.open);
      try {
        return await fetch(input, init);
      } finally {
        counts.open -= 1;
      }
    };
  });
}

/** Stores everybody as followed, and waits until the last one that answers has been read. */
async function followAll(page: Page, did: Did, people: readonly Person[], alive: number) {
  return page.evaluate(
    async ([account, wanted, count, limitMs]) => {
      const { app } = globalThis.bench;
      if (app === undefined) throw new Error('no app');
      const store = await globalThis.bench.openAccount(account);
      const states = wanted.map(({ user, host, key }) => ({
        id: `http://${host}/users/${user}` as Parameters<typeof store.remote.readState>[0],
        acct: `acct:${user}@${host}` as Awaited<ReturnType<typeof store.remote.readStates>>[number]['acct'],
        way: 'mastodon' as const,
        source: `http://${host}`,
        key,
        state: 'new' as const,
        lastTriedMs: 0,
        lastReadMs: 0,
        notBeforeMs: 0,
        failures: 0,
      }));
      await store.remote.putReadStates(states);
      const options = { showBoosts: true, notify: false, languages: [] };
      const startMs = performance.now();
      const passed = (): number => performance.now() - startMs;
      await store.remote.putFollows(states.map(({ id, acct }) => ({ id, acct, options, stampMs: Date.now(), removed: false })));
      let [firstMs, pageMs, allMs, read] = [Number.NaN, Number.NaN, Number.NaN, 0];
      while (passed() < limitMs && read < count) {
        if (Number.isNaN(pageMs)) {
          const { length } = (await app.home({ limit: 40 })).items;
          if (length > 0 && Number.isNaN(firstMs)) firstMs = passed();
          if (length === 40) pageMs = passed();
        }
        const current = (await store.remote.readStates()).filter(({ state }) => state === 'current').length;
        if (current === count) allMs = passed();
        read = current;
        await new Promise((resolve) => setTimeout(resolve, Number.isNaN(pageMs) ? 5 : 500));
      }
      const counts = (globalThis as unknown as { questions: { most: number; asked: number } }).questions;
      return { firstMs, pageMs, allMs, read, mostAtOnce: counts.most, asked: counts.asked };
    },
    [did, people, alive, readLimitMs] as const,
  );
}

export const bench: Bench = { name: 'remote-home', run };
await runAlone(import.meta.url, bench);
