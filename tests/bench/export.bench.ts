// An account of 10,000 posts as a website: from a CAR file through every check of a proof to a folder, and to a zip.
import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { carOf } from '../../src/protocol/tree/write-car.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import type { ExportFigures } from './export/exporter.ts';
import { buildAccount } from './support/account.ts';
import { startWorker } from './support/worker-process.ts';

const posts = 10_000;
const rounds = 3;
const goalSeconds = 20;
const goalMegabytes = 300;
const exporterFile = join(import.meta.dirname, 'export/exporter.ts');

/** A fresh process each time: what one leaves in memory is not the next one's. */
async function exportTo(from: string, to: string): Promise<ExportFigures> {
  const exporter = await startWorker(exporterFile);
  try {
    return await exporter.ask<ExportFigures>('export', { from, to });
  } finally {
    await exporter.stop();
  }
}

/** One digest over the names and bytes of everything in a folder. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted())
    hash.update(path.slice(folder.length)).update(readFileSync(path));
  return hash.digest('hex');
}

async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pollen-bench-export-'));
  try {
    const account = await buildAccount({ posts, stepMs: 3 * 3_600_000 });
    const car = join(folder, 'account.car');
    await pipeline(Readable.from(carOf(account.store, account.root)), createWriteStream(car));
    const figures = { folder: [] as ExportFigures[], again: [] as ExportFigures[], zip: [] as ExportFigures[] };
    const digests = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const site = join(folder, `site-${round}`);
      figures.folder.push(await exportTo(car, site));
      digests.add(digestOf(site));
      figures.again.push(await exportTo(car, site));
      digests.add(digestOf(site));
      const zip = join(folder, `site-${round}.zip`);
      figures.zip.push(await exportTo(car, zip));
      rmSync(site, { recursive: true });
    }
    if (digests.size !== 1) throw new Error('the same account gave different websites');
    return (['folder', 'again', 'zip'] as const).flatMap((kind) => rowsOf(kind, figures[kind]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const words = { folder: 'to a folder', again: 'to the same folder again', zip: 'to a zip' };

function rowsOf(kind: keyof typeof words, figures: readonly ExportFigures[]): BenchResult[] {
  const seconds = summarize(figures.map(({ ms }) => ms / 1000));
  const megabytes = summarize(figures.map(({ peakMegabytes }) => peakMegabytes));
  const name = `export of ${posts.toLocaleString('en')} posts ${words[kind]}`;
  const comparedTo = figures[0]?.said.replace(/^\S+: /, '') ?? '';
  return [
    { name: `${name}: time`, unit: 's', ...seconds, goal: `<= ${goalSeconds}`, holds: seconds.median <= goalSeconds, comparedTo },
    {
      name: `${name}: peak memory of the process`,
      unit: 'MB',
      ...megabytes,
      goal: `<= ${goalMegabytes}`,
      holds: megabytes.max <= goalMegabytes,
      comparedTo: 'the whole process, Node included',
    },
  ];
}

export const bench: Bench = { name: 'export', run };
await runAlone(import.meta.url, bench);
