// Direct connections through the relay at the first try: a new device each time dials an author's browser and reads from it.
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { becomePerson, post, published } from './support/app-in-page.ts';
import { openHall } from './support/bench-browser.ts';

const tries = 60;

async function run(): Promise<BenchResult[]> {
  const hall = await openHall();
  try {
    const author = await hall.browser();
    const { did } = await becomePerson(author.page, 'ada');
    await post(author.page, 'Hello');
    await published(author.page, did);
    const dialler = await hall.browser();
    const samples: number[] = [];
    for (let index = 0; index < tries; index++) {
      // A page of its own: nothing is left of the device before, and the author has to notice by itself that it went.
      await dialler.open();
      const dialled = await dialler.page.evaluate((account) => globalThis.bench.dialFresh(account), did);
      if (dialled.direct) samples.push(dialled.ms);
      else console.log(`try ${index + 1} was not direct after ${Math.round(dialled.ms)} ms: ${dialled.sources.join(', ')}`);
    }
    const times = summarize(samples.length === 0 ? [Number.POSITIVE_INFINITY] : samples);
    return [
      {
        name: 'direct WebRTC dial through the relay, fresh devices',
        unit: `of ${tries}`,
        median: samples.length,
        min: samples.length,
        max: samples.length,
        goal: `${tries} of ${tries} at the first try`,
        holds: samples.length === tries,
        comparedTo: `time until the first file is read: ${Math.round(times.median)} ms (${Math.round(times.min)}-${Math.round(times.max)})`,
      },
    ];
  } finally {
    await hall.end();
  }
}

export const bench: Bench = { name: 'dial', run };
await runAlone(import.meta.url, bench);
