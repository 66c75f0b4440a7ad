// Ten thousand followed accounts that say nothing new, polled by the two addons for one interval, against a gateway on loopback: what
// that asks and writes, and how fast it goes beside the same requests in a bare loop of curl in the same run.
import { accountPaths } from '../../src/protocol/identity/paths.ts';
import type { Did } from '../../src/protocol/brand.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { type Asked, type IdleGateway, startIdleGateway } from './php/idle-gateway.ts';
import { type PhpProcess, startPhp } from './php/php-process.ts';

const accounts = Number(process.env['POLLEN_BENCH_ACCOUNTS'] ?? 10_000);
const rounds = 3;
const intervalSeconds = 900;
/** A statement that sets five columns of a row. */
const smallWriteBytes = 300;
const addons = [
  { name: 'Friendica', script: 'friendica.php' },
  { name: 'Hubzilla', script: 'hubzilla.php' },
];

interface Interval {
  readonly seconds: number;
  /** Bytes of each statement that wrote. */
  readonly writes: readonly number[];
  /** Jobs given to the server's own queue. */
  readonly jobs: number;
  readonly log: readonly unknown[];
}

interface Round {
  readonly asked: Asked;
  readonly addon: Interval;
  readonly rawSeconds: number;
}

async function measure(gateway: IdleGateway, script: string, raw: PhpProcess, urls: readonly string[]): Promise<Round[]> {
  const php = startPhp(script);
  try {
    const { dids, origin } = gateway;
    const settings = { gateways: origin, private_addresses: 1, announce: 0, accounts_per_run: 10_000 };
    const { items } = await php.ask<{ items: number }>('follow', { dids, settings });
    if (items !== accounts) throw new Error(`${items} posts arrived`);
    const measured: Round[] = [];
    // The first interval warms up.
    for (let round = 0; round <= rounds; round++) {
      gateway.take();
      const addon = await php.ask<Interval>('interval', { dids });
      const asked = gateway.take();
      const { seconds, notModified } = await raw.ask<{ seconds: number; notModified: number }>('interval', { urls });
      if (notModified !== accounts) throw new Error(`${notModified} unchanged`);
      if (round > 0) measured.push({ asked, addon, rawSeconds: seconds });
    }
    await php.ask('end');
    return measured;
  } finally {
    php.stop();
  }
}

function resultsOf(name: string, measured: readonly Round[]): BenchResult[] {
  const perAccount = summarize(measured.flatMap(({ asked }) => asked.perAccount));
  const isConditional = measured.every(({ asked }) => asked.notModified === accounts && asked.conditional === asked.requests);
  const bytes = summarize(measured.map(({ asked }) => asked.bytes / asked.requests));
  const writes = summarize(measured.map(({ addon }) => addon.writes.length / accounts));
  const largest = Math.max(...measured.flatMap(({ addon }) => addon.writes));
  const average = summarize(measured.flatMap(({ addon }) => addon.writes)).median;
  const jobs = summarize(measured.map(({ addon }) => addon.jobs)).median;
  const duration = summarize(measured.map(({ addon }) => addon.seconds));
  const rate = summarize(measured.map(({ addon }) => accounts / addon.seconds));
  const rawRate = summarize(measured.map(({ rawSeconds }) => accounts / rawSeconds));
  const ratio = summarize(measured.map(({ addon, rawSeconds }) => rawSeconds / addon.seconds));
  const idle = `idle poll of ${accounts.toLocaleString('en')} accounts, ${name} addon`;
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  return [
    {
      name: `${idle}: requests to each account in an interval`,
      unit: 'requests',
      ...perAccount,
      goal: '1 each, conditional',
      holds: perAccount.min === 1 && perAccount.max === 1 && isConditional,
      comparedTo: `${whole(bytes.median)} bytes each there and back, ${isConditional ? 'all' : 'NOT all'} answered 304`,
    },
    {
      name: `${idle}: writes for each account`,
      unit: 'writes',
      ...writes,
      goal: `<= 1 each, <= ${smallWriteBytes} bytes`,
      holds: writes.max <= 1 && largest <= smallWriteBytes,
      comparedTo: `${whole(average)} bytes each, the largest ${largest}; ${whole(jobs)} jobs in the server's own queue`,
    },
    {
      name: `${idle}: all of them, one after the other`,
      unit: 's',
      ...duration,
      goal: `<= ${intervalSeconds / 20} s, a twentieth of the interval`,
      holds: duration.median <= intervalSeconds / 20,
      comparedTo: `addon ${whole(rate.median)} requests/s, a bare loop of curl ${whole(rawRate.median)}/s, ${ratio.median.toFixed(2)} x (${ratio.min.toFixed(2)}-${ratio.max.toFixed(2)})`,
    },
  ];
}

async function run(): Promise<BenchResult[]> {
  const gateway = await startIdleGateway(accounts);
  const raw = startPhp('raw-curl.php');
  try {
    const urls = gateway.dids.map((did) => `${gateway.origin}/${accountPaths(did as Did).outbox}`);
    await raw.ask('learn', { urls });
    const results: BenchResult[] = [];
    for (const { name, script } of addons) results.push(...resultsOf(name, await measure(gateway, script, raw, urls)));
    return results;
  } finally {
    raw.stop();
    await gateway.stop();
  }
}

export const bench: Bench = { name: 'php-idle-poll', run };
await runAlone(import.meta.url, bench);
