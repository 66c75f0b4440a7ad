// What one page of 20 posts costs a server that reads it in PHP, beside what such a server knows already: an Atom feed of 20 entries and
// 20 deliveries with RSA signatures, in the same run.
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { startPhp } from './php/php-process.ts';

const pages = 300;

/** Milliseconds of processor time, page by page. */
interface Times {
  readonly bare: readonly number[];
  readonly page: readonly number[];
  readonly sanitised: readonly number[];
  readonly feed: readonly number[];
  readonly deliveries: readonly number[];
}

interface Measured {
  readonly php: string;
  readonly bytes: number;
  readonly proofs: number;
  readonly posts: number;
  readonly times: Times;
}

async function run(): Promise<BenchResult[]> {
  const script = startPhp('verify.php');
  try {
    const { php, bytes, proofs, posts, times } = await script.ask<Measured>('measure', { pages });
    const ms = (name: keyof Times): number => summarize(times[name]).median;
    const shown = (name: keyof Times): string => `${ms(name).toFixed(2)} ms`;
    // Each page beside the bare verification of the same turn.
    const ratio = summarize(times.page.map((value, turn) => value / (times.bare[turn] ?? Number.NaN)));
    const rate = summarize(times.sanitised.map((value) => (posts / value) * 1000));
    const whole = `page of ${posts} posts in PHP ${php}`;
    return [
      {
        name: `${whole}: checked, to bare sodium`,
        unit: 'x',
        ...ratio,
        goal: '<= 2.2',
        holds: ratio.median <= 2.2,
        comparedTo: `${proofs} signatures alone ${shown('bare')}, page of ${bytes.toLocaleString('en')} bytes checked ${shown('page')}`,
      },
      {
        name: `${whole}: checked and sanitised`,
        unit: 'activities/s',
        ...rate,
        goal: '>= 3,000/s',
        holds: rate.median >= 3000,
        comparedTo: `page ${shown('sanitised')}, Atom feed of ${posts} parsed and sanitised ${shown('feed')}, ${posts} RSA-2048 deliveries verified and sanitised ${shown('deliveries')}`,
      },
    ];
  } finally {
    script.stop();
  }
}

export const bench: Bench = { name: 'php-verify', run };
await runAlone(import.meta.url, bench);
