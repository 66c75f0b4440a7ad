// From "the undo window is over" to "a connected follower's timeline has it", browser to browser, through the real app.
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { becomePerson, openHall } from './support/bench-browser.ts';

const posts = 20;
const limitMs = 100;

async function run(): Promise<BenchResult[]> {
  const hall = await openHall();
  try {
    const [author, follower] = [await hall.browser(), await hall.browser()];
    const ada = await becomePerson(author.page, 'ada');
    await becomePerson(follower.page, 'ben');
    await post(author.page, 'first');
    await follower.page.evaluate((address) => globalThis.bench.app?.follow(address), ada.address);
    await seen(follower.page, 'first');
    // Both know each other when a post has travelled while they are connected directly.
    await follower.page.waitForFunction(() => (globalThis.bench.app?.connection.get().directPeers ?? 0) > 0, null, {
      timeout: 30_000,
    });
    const samples: number[] = [];
    for (let index = 0; index < posts + 3; index++) {
      const text = `post ${index}`;
      const arrival = seen(follower.page, text);
      const leftMs = await post(author.page, text);
      const ms = (await arrival) - leftMs;
      // The first few warm up the compiler on both sides.
      if (index >= 3) samples.push(ms);
    }
    const result = summarize(samples);
    return [
      {
        name: 'post to visible at a connected follower, browser to browser',
        unit: 'ms',
        ...result,
        goal: `<= ${limitMs} ms`,
        holds: result.median <= limitMs,
        comparedTo: 'OrbitDB between two Node processes 8 ms; the throw-away proof 86-181 ms (both measured elsewhere)',
      },
    ];
  } finally {
    await hall.end();
  }
}

type Page = Parameters<typeof becomePerson>[0];

/** Posts and returns the moment (ms since the epoch, shared clock of the machine) at which the undo window was over: at once. */
async function post(page: Page, text: string): Promise<number> {
  return page.evaluate(async (content) => {
    const { app } = globalThis.bench;
    if (app === undefined) throw new Error('no app');
    const startMs = performance.timeOrigin + performance.now();
    const made = await app.post({
      id: crypto.randomUUID(),
      text: content,
      warning: '',
      language: 'en',
      audience: 'public',
      attachments: [],
      savedAtMs: Date.now(),
    });
    if (!made.ok) throw new Error(made.error.type);
    return startMs;
  }, text);
}

/** The moment at which the home timeline of the page has the post, as a screen would learn of it. */
async function seen(page: Page, text: string): Promise<number> {
  return page.evaluate(async (content) => {
    const { app } = globalThis.bench;
    if (app === undefined) throw new Error('no app');
    return new Promise<number>((resolve) => {
      const look = async (): Promise<void> => {
        const { items } = await app.home({ limit: 40 });
        if (!items.some((item) => item.text === content)) return;
        stop();
        resolve(performance.timeOrigin + performance.now());
      };
      const stop = app.changes((topics) => {
        if (topics.has('posts')) void look();
      });
      void look();
    });
  }, text);
}

export const bench: Bench = { name: 'live', run };
await runAlone(import.meta.url, bench);
