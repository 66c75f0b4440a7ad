// Conditional polls of an unchanged account over 200 keep-alive connections, load generator and gateway in two processes on the same
// two cores. Ten seconds; a minute with `--long` or POLLEN_BENCH_LONG=1.
import { join } from 'node:path';
import { type Bench, type BenchResult, isLong, runAlone, summarize } from './bench.ts';
import type { Load, Loaded } from './gateway/load-process.ts';
import type { Memory, Serving } from './gateway/server-process.ts';
import { startWorker } from './support/worker-process.ts';

const connections = 200;
const rounds = 6;
const roundSeconds = isLong ? 10 : 10 / rounds;
const posts = 2000;
const leastPerSecond = 4000;
const mostP99Ms = 60;
/** What may stay in use after the second round, and what after the last: more than this and it would grow for ever. */
const mostGrowthMegabytes = 2;

async function run(): Promise<BenchResult[]> {
  const server = await startWorker(join(import.meta.dirname, 'gateway/server-process.ts'));
  const generator = await startWorker(join(import.meta.dirname, 'gateway/load-process.ts'));
  try {
    const serving = await server.ask<Serving>('serve', { posts });
    const warmUp: Load = { ...serving, connections, seconds: 2 };
    await generator.ask<Loaded>('load', warmUp);
    const before = await server.ask<Memory>('memory');
    const loaded: Loaded[] = [];
    const memory: Memory[] = [];
    for (let round = 0; round < rounds; round++) {
      loaded.push(await generator.ask<Loaded>('load', { ...serving, connections, seconds: roundSeconds } satisfies Load));
      memory.push(await server.ask<Memory>('memory'));
    }
    const perSecond = summarize(loaded.map((round) => round.perSecond));
    const p99 = summarize(loaded.map((round) => round.p99Ms));
    const live = memory.map(({ liveBytes }) => liveBytes / 2 ** 20);
    const growth = (live.at(-1) ?? Number.NaN) - (live[1] ?? Number.NaN);
    const resident = memory.map(({ residentBytes }) => Math.round(residentBytes / 2 ** 20)).join(', ');
    // What does not depend on what else the machine is doing.
    const answers = loaded.reduce((sum, round) => sum + round.answers, 0);
    const processorUs = ((memory.at(-1)?.processorUs ?? Number.NaN) - before.processorUs) / answers;
    const seconds = Math.round(rounds * roundSeconds);
    const worst = Math.max(...loaded.map(({ maxMs }) => maxMs));
    return [
      {
        name: `gateway under ${connections} connections of idle polls, ${seconds} s: answers`,
        unit: '/s',
        ...perSecond,
        goal: `>= ${leastPerSecond}`,
        holds: perSecond.median >= leastPerSecond,
        comparedTo: `each a 304 of ${loaded[0]?.answerBytes} bytes and ${Math.round(processorUs)} µs of processor`,
      },
      {
        name: `gateway under ${connections} connections of idle polls, ${seconds} s: 99th percentile`,
        unit: 'ms',
        ...p99,
        goal: `<= ${mostP99Ms}`,
        holds: p99.median <= mostP99Ms,
        comparedTo: `half within ${summarize(loaded.map((round) => round.p50Ms)).median.toFixed(1)} ms, slowest ${worst.toFixed(0)} ms`,
      },
      {
        name: `gateway under ${connections} connections of idle polls, ${seconds} s: memory that stays`,
        unit: 'MB more',
        ...summarize([growth]),
        goal: `<= ${mostGrowthMegabytes}`,
        holds: growth <= mostGrowthMegabytes,
        comparedTo: `live ${live.map((value) => value.toFixed(1)).join(', ')} MB after each round; resident ${resident} MB`,
      },
    ];
  } finally {
    await generator.stop();
    await server.stop();
  }
}

export const bench: Bench = { name: 'gateway-load', run };
await runAlone(import.meta.url, bench);
