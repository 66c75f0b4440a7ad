// 10,000 follows of an export on 500 servers on this machine, of which 5 % are dead (half of them silent) and 5 % slow: the real app in
// Chromium imports them. Exact totals, politeness as the servers saw it, and the memory of the page's process; without Playwright, whose
// watching of the network keeps every answer in that process.
import { join } from 'node:path';
import type { JobView } from '../../src/services/import/files-api.ts';
import { type ExportedFile, followsOf40 } from '../support/mastodon-export.ts';
import { startManyHosts } from '../support/stand-ins/many-hosts.ts';
import { type Bench, type BenchResult, runAlone } from './bench.ts';
import { buildBenchPage } from './support/bench-browser.ts';
import { openPlainPage } from './support/plain-chromium.ts';
import { watchMemory } from './support/process-memory.ts';
import { startStaticServer } from './support/static-server.ts';

const hosts = 500;
const peoplePerHost = 20;
const share = 0.05;
const slowMs = 2_000;
const limitMs = 540_000;
const goalMegabytes = 200;
const goalAtOnce = 2;

async function run(): Promise<BenchResult[]> {
  const world = await startManyHosts({ hosts, peoplePerHost, deadShare: share, slowShare: share, slowMs, nowMs: Date.now() });
  const server = await startStaticServer({ '': join(import.meta.dirname, '../../dist'), bench: await buildBenchPage() });
  const page = await openPlainPage({ width: 1280, height: 900 });
  const rows = hosts * peoplePerHost;
  const deadRows = world.dead.length * peoplePerHost;
  try {
    await page.send('Page.navigate', { url: `${server.origin}/bench/` });
    await page.run(becomeReader);
    const memory = watchMemory(page.folder);
    const startMs = performance.now();
    const { text, fileName } = followsOf40(world.people.map((address) => ({ address })));
    const job = await page.run(importAll, { text, fileName, untilMs: limitMs });
    const seconds = (performance.now() - startMs) / 1000;
    memory.stop();
    const follows = await page.run(countFollows);
    const { done = 0, unreachable = 0 } = job.counts;
    const isExact =
      job.state === 'finished' && done === rows - deadRows && unreachable === deadRows && follows === done && job.total === rows;
    const megabytes = memory.peak().page / 1e6;
    const exact = (value: number): { median: number; min: number; max: number } => ({ median: value, min: value, max: value });
    const name = `${rows.toLocaleString('en')} follows on ${hosts} servers`;
    return [
      {
        name: `${name}: rows in the state that is true`,
        unit: 'rows',
        ...exact(done + unreachable),
        goal: `${rows - deadRows} followed, ${deadRows} unreachable`,
        holds: isExact,
        comparedTo: `${done} done, ${unreachable} unreachable, ${follows} follows stored, in ${seconds.toFixed(0)} s; ${world.total} questions`,
      },
      {
        name: `${name}: questions at once to one server, most`,
        unit: 'questions',
        ...exact(world.mostAtOncePerHost),
        goal: `<= ${goalAtOnce}`,
        holds: world.mostAtOncePerHost <= goalAtOnce,
        comparedTo: `${world.slow.length} servers took ${slowMs / 1000} s for each answer, ${world.dead.length} were dead`,
      },
      {
        name: `${name}: memory of the page's process, most`,
        unit: 'MB',
        ...exact(megabytes),
        goal: `<= ${goalMegabytes}`,
        holds: megabytes <= goalMegabytes,
        comparedTo: 'the whole app, which reads those whom it follows already',
      },
    ];
  } finally {
    await page.close();
    server.close();
    await world.close();
  }
}

/** Runs in the page. */
async function becomeReader(): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (globalThis.bench === undefined && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 50));
  const app = await globalThis.bench.startApp();
  globalThis.bench.app = app;
  const made = await app.createAccount({ name: 'Ada', username: 'ada' });
  if (!made.ok) throw new Error(made.error.type);
  await app.connect();
}

/** Runs in the page: resolves when the job has ended, or time is up. */
async function importAll({ text, fileName, untilMs }: ExportedFile & { readonly untilMs: number }): Promise<JobView> {
  const { app } = globalThis.bench;
  if (app === undefined) throw new Error('no app');
  const desk = await app.files();
  const found = await desk.preview(new File([text], fileName));
  if (!found.ok) throw new Error(found.error.type);
  const id = await desk.start(found.value.id, {});
  return new Promise<JobView>((resolve, reject) => {
    const look = (): void => {
      const job = desk.jobs.get().find((view) => view.id === id);
      if (job?.state === 'finished') resolve(job);
    };
    desk.jobs.subscribe(look);
    setTimeout(() => reject(new Error(`not finished: ${JSON.stringify(desk.jobs.get())}`)), untilMs);
    look();
  });
}

/** Runs in the page. */
async function countFollows(): Promise<number> {
  const session = globalThis.bench.app?.session.get();
  if (session?.phase !== 'ready') throw new Error('no account');
  const store = await globalThis.bench.openAccount(session.me.did);
  return (await store.remote.follows()).filter(({ removed }) => !removed).length;
}

export const bench: Bench = { name: 'resolve-follows', run };
await runAlone(import.meta.url, bench);
