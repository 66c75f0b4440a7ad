// What one more post costs, in a short and in a very long account: blocks, bytes and time of building the next tree in memory.
import { type Bench, runAlone, summarize } from './bench.ts';
import { type BenchAccount, buildAccount } from './support/account.ts';

const rounds = 20;
const lengths = [1_000, 100_000] as const;
const maxBlocks = 20;
const maxBytes = 50_000;

interface Cost {
  readonly blocks: number[];
  readonly bytes: number[];
  readonly ms: number[];
}

async function publishOne(account: BenchAccount, cost: Cost): Promise<void> {
  const startMs = performance.now();
  const update = await account.publish(await account.write(1));
  cost.ms.push(performance.now() - startMs);
  cost.blocks.push(update.added.length);
  cost.bytes.push(update.added.reduce((sum, { bytes }) => sum + bytes.length, 0));
}

async function run(): Promise<Awaited<ReturnType<Bench['run']>>> {
  const short = await buildAccount({ posts: lengths[0] });
  const long = await buildAccount({ posts: lengths[1] });
  const costs: Record<'short' | 'long', Cost> = { short: noCost(), long: noCost() };
  // A full page of each first, unmeasured, for the compiler; both accounts then stand at the start of a page.
  for (let round = 0; round < rounds; round++) {
    await publishOne(short, noCost());
    await publishOne(long, noCost());
  }
  for (let round = 0; round < rounds; round++) {
    await publishOne(short, costs.short);
    await publishOne(long, costs.long);
  }
  const results: Awaited<ReturnType<Bench['run']>> = [];
  for (const [what, unit, limit] of [
    ['blocks', 'blocks', maxBlocks],
    ['bytes', 'bytes', maxBytes],
  ] as const) {
    const atShort = summarize(costs.short[what]);
    const atLong = summarize(costs.long[what]);
    const isEqual = Math.abs(atLong.median / atShort.median - 1) <= 0.2;
    results.push({
      name: `publish one post at 100,000: new ${what}`,
      unit,
      ...atLong,
      goal: `<= ${limit.toLocaleString('en')}, within 20 % of the same at 1,000`,
      holds: atLong.median <= limit && atShort.median <= limit && isEqual,
      comparedTo: `${Math.round(atShort.median).toLocaleString('en')} ${unit} at 1,000 posts`,
    });
  }
  const ratio = summarize(costs.long.ms.map((ms, index) => ms / (costs.short.ms[index] ?? Number.NaN)));
  results.push({
    name: 'publish one post at 100,000: time, to the same at 1,000',
    unit: 'x',
    ...ratio,
    goal: '<= 1.5',
    holds: ratio.median <= 1.5,
    comparedTo: `${summarize(costs.short.ms).median.toFixed(1)} ms at 1,000, ${summarize(costs.long.ms).median.toFixed(1)} ms at 100,000 (sign, build, store in memory)`,
  });
  return results;
}

const noCost = (): Cost => ({ blocks: [], bytes: [], ms: [] });

export const bench: Bench = { name: 'publish', run };
await runAlone(import.meta.url, bench);
