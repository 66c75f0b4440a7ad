// Lighthouse's mobile profile on home, a profile and the composer of somebody with an account and posts, served by the real gateway.
// Each screen is opened by a browser that has the account and nothing of the app: the first visit after a move to this device.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../scripts/build-app.ts';
import { startBrowser } from '../e2e/support/browser.ts';
import { startGatewayProcess } from '../e2e/support/gateway.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { becomePerson, post, published } from './support/app-in-page.ts';
import { buildBenchPage } from './support/bench-browser.ts';
import {
  lighthouseCategories,
  type LighthouseCategory,
  type LighthouseReport,
  lighthouseVersion,
  measureWithLighthouse,
} from './support/lighthouse.ts';

const root = join(import.meta.dirname, '../..');
const screens = { home: '#/', profile: '#/me', composer: '#/compose' } as const;
const goals: Readonly<Record<LighthouseCategory, number>> = { performance: 95, accessibility: 100, 'best-practices': 100 };
const posts = 30;
/** One run says little: what else the machine does is worth ten points. */
const rounds = 3;

async function run(): Promise<BenchResult[]> {
  buildApp(root);
  const site = mkdtempSync(join(tmpdir(), 'pollen-site-'));
  cpSync(join(root, 'dist'), site, { recursive: true });
  cpSync(await buildBenchPage(), join(site, 'bench'), { recursive: true });
  const gateway = await startGatewayProcess({ flags: ['--app', site] });
  const folders: string[] = [];
  const results: BenchResult[] = [];
  try {
    const filled = await fillProfile(gateway.origin);
    folders.push(filled);
    for (const [screen, path] of Object.entries(screens)) {
      const reports: LighthouseReport[] = [];
      for (let round = 0; round < rounds; round++) {
        const folder = mkdtempSync(join(tmpdir(), 'pollen-lighthouse-profile-'));
        folders.push(folder);
        cpSync(filled, folder, { recursive: true });
        reports.push(await measureWithLighthouse(`${gateway.origin}/${path}`, folder));
      }
      for (const category of lighthouseCategories) {
        const scores = summarize(reports.map((report) => report.scores[category]));
        const failed = new Set(reports.flatMap((report) => report.failed));
        const times = reports.find((report) => report.scores[category] === scores.median)?.times;
        results.push({
          name: `Lighthouse ${lighthouseVersion}, mobile, ${screen}: ${category}`,
          unit: 'of 100',
          ...scores,
          goal: `>= ${goals[category]}`,
          holds: scores.median >= goals[category],
          comparedTo: category === 'performance' ? (times ?? '') : [...failed].join('; ') || 'nothing found',
        });
      }
    }
    return results;
  } finally {
    await gateway.stop();
    for (const folder of [site, ...folders]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A browser profile with an account and posts that are published, made by the app's own services; it has not seen the app's files. */
async function fillProfile(origin: string): Promise<string> {
  const browser = await startBrowser();
  const { page } = browser;
  await page.goto(`${origin}/bench/index.html`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  const { did } = await becomePerson(page, 'ada');
  for (let index = 0; index < posts; index++) await post(page, `Post ${index}: what I saw on the way`);
  await published(page, did);
  // The gateway stores what it was told after it has answered.
  const name = await page.evaluate((account) => globalThis.bench.nameOfDid(account), did);
  await page.waitForFunction(async (path) => (await fetch(path)).ok, `/routing/v1/ipns/${name}`, { polling: 200 });
  await browser.close();
  return browser.folder;
}

export const bench: Bench = { name: 'lighthouse', run };
await runAlone(import.meta.url, bench);
