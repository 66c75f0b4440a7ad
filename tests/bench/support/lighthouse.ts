import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../../scripts/system-tools.mjs';

export const lighthouseVersion = '13.5.0';
const run = promisify(execFile);
const installTimeoutMs = 10 * 60_000;
const runTimeoutMs = 5 * 60_000;

export const lighthouseCategories = ['performance', 'accessibility', 'best-practices'] as const;
export type LighthouseCategory = (typeof lighthouseCategories)[number];

export interface LighthouseReport {
  /** 0 to 100. */
  readonly scores: Readonly<Record<LighthouseCategory, number>>;
  /** Audits that cost points, as `id: title`. */
  readonly failed: readonly string[];
  /** What the performance score is made of, as Lighthouse words it. */
  readonly times: string;
}

/** Lighthouse's program, kept outside the repository; installed by npm when it is asked for first. */
async function lighthouseProgram(): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'pollen', `lighthouse-${lighthouseVersion}`);
  const program = join(folder, 'node_modules/lighthouse/cli/index.js');
  if (existsSync(program)) return program;
  console.log(`Installing Lighthouse ${lighthouseVersion} into ${folder}: once.`);
  mkdirSync(folder, { recursive: true });
  const what = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', `lighthouse@${lighthouseVersion}`];
  await run('npm', what, { cwd: folder, timeout: installTimeoutMs });
  return program;
}

interface RawReport {
  readonly runtimeError?: { readonly message: string };
  readonly categories: Record<
    string,
    { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }
  >;
  readonly audits: Record<string, { readonly title: string; readonly score: number | null; readonly displayValue?: string }>;
}

/** Lighthouse's mobile profile (slow line, slow processor, both simulated) on `url`, in the browser profile `folder`. */
export async function measureWithLighthouse(url: string, folder: string): Promise<LighthouseReport> {
  const program = await lighthouseProgram();
  const known = chromiumPath();
  const output = join(mkdtempSync(join(tmpdir(), 'pollen-lighthouse-')), 'report.json');
  const chromeFlags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${folder}`];
  const flags = [
    `--only-categories=${lighthouseCategories.join(',')}`,
    '--output=json',
    `--output-path=${output}`,
    // The account lives in the storage.
    '--disable-storage-reset',
    '--no-enable-error-reporting',
    '--quiet',
    `--chrome-flags=${chromeFlags.join(' ')}`,
  ];
  const chromePath = known === undefined || known === 'playwright' ? chromium.executablePath() : known;
  try {
    await run(process.execPath, [program, url, ...flags], {
      timeout: runTimeoutMs,
      env: { ...process.env, CHROME_PATH: chromePath },
      maxBuffer: 2 ** 26,
    });
    return read(JSON.parse(readFileSync(output, 'utf8')) as RawReport);
  } finally {
    rmSync(join(output, '..'), { recursive: true, force: true });
  }
}

function read({ runtimeError, categories, audits }: RawReport): LighthouseReport {
  if (runtimeError !== undefined) throw new Error(`Lighthouse: ${runtimeError.message}`);
  const failed = new Set<string>();
  const scoreOf = (category: LighthouseCategory): number => {
    const { score, auditRefs } = categories[category] ?? { score: null, auditRefs: [] };
    for (const { id, weight } of auditRefs) {
      const audit = audits[id];
      if (weight > 0 && audit !== undefined && audit.score !== null && audit.score < 0.9) failed.add(`${id}: ${audit.title}`);
    }
    return Math.round((score ?? 0) * 100);
  };
  const scores = {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    'best-practices': scoreOf('best-practices'),
  };
  const parts = [
    'first-contentful-paint',
    'largest-contentful-paint',
    'total-blocking-time',
    'cumulative-layout-shift',
    'speed-index',
  ];
  const times = parts
    .map((id) => `${id.replaceAll(/(\w)\w+-?/g, '$1').toUpperCase()} ${audits[id]?.displayValue ?? '?'}`)
    .join(', ');
  return { scores, failed: [...failed], times };
}
