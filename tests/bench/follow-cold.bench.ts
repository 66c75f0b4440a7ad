// A fresh browser, its account made a moment ago, follows an account of 200 posts: until the first page of its timeline is there.
// Loading the network part, connecting and dialling included.
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { becomePerson, post, published } from './support/app-in-page.ts';
import { openHall } from './support/bench-browser.ts';

const posts = 200;
const rounds = 5;
const limitMs = 1_500;
const firstPage = 20;

async function run(): Promise<BenchResult[]> {
  const hall = await openHall();
  try {
    const author = await hall.browser();
    const ada = await becomePerson(author.page, 'ada');
    for (let index = 0; index < posts; index++)
      await post(author.page, `Post number ${index}, about nothing in particular. #bench`);
    await published(author.page, ada.did);
    const samples: number[] = [];
    const firsts: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const reader = await hall.browser();
      const { firstMs, ms } = await reader.page.evaluate(
        async ([address, wanted]) => {
          const app = await globalThis.bench.startApp();
          const made = await app.createAccount({ name: 'Ben', username: 'ben' });
          if (!made.ok) throw new Error(made.error.type);
          const startMs = performance.now();
          void app.connect();
          const followed = await app.follow(address);
          if (!followed.ok) throw new Error(followed.error.type);
          let firstPostMs = 0;
          return new Promise<{ firstMs: number; ms: number }>((resolve) => {
            const look = async (): Promise<void> => {
              const { items } = await app.home({ limit: 40 });
              if (items.length > 0) firstPostMs ||= performance.now() - startMs;
              if (items.length < wanted) return;
              stop();
              resolve({ firstMs: firstPostMs, ms: performance.now() - startMs });
            };
            const stop = app.changes((topics) => {
              if (topics.has('posts')) void look();
            });
          });
        },
        [ada.address, firstPage] as const,
      );
      samples.push(ms);
      firsts.push(firstMs);
      await reader.end();
    }
    const result = summarize(samples);
    return [
      {
        name: `follow cold: fresh browser, ${posts}-post account, until the timeline shows`,
        unit: 'ms',
        ...result,
        goal: `<= ${limitMs} ms`,
        holds: result.median <= limitMs,
        comparedTo: `first post after ${Math.round(summarize(firsts).median)} ms; no peer does this`,
      },
    ];
  } finally {
    await hall.end();
  }
}

export const bench: Bench = { name: 'follow-cold', run };
await runAlone(import.meta.url, bench);
