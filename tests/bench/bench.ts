// What every bench file shares: a result row, medians, and running alone or as part of `npm run bench`.
import { pathToFileURL } from 'node:url';

export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The goal in words, e.g. `>= 20 x OrbitDB`. */
  readonly goal: string;
  readonly holds: boolean;
  /** What it was compared with in the same run, with its figure. */
  readonly comparedTo: string;
}

export interface Bench {
  readonly name: string;
  run(): Promise<BenchResult[]>;
}

/** Asked for with `--long`: benches that watch something over time watch it for a minute instead of seconds. */
export const isLong: boolean = process.argv.includes('--long') || process.env['POLLEN_BENCH_LONG'] === '1';

export function summarize(samples: readonly number[]): { readonly median: number; readonly min: number; readonly max: number } {
  if (samples.length === 0) throw new Error('no samples');
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
  return { median, min: at(sorted, 0), max: at(sorted, sorted.length - 1) };
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value at ${index}`);
  return value;
}

export function printTable(results: readonly BenchResult[]): void {
  const digits = (value: number): string =>
    Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  for (const result of results) {
    const range = `${digits(result.median)} ${result.unit} (${digits(result.min)}-${digits(result.max)})`;
    console.log(
      `${result.holds ? 'holds ' : 'MISSES'}  ${result.name}: ${range}   goal ${result.goal}   compared to ${result.comparedTo}`,
    );
  }
}

/** Call at the end of a bench file: runs it when the file itself was started (`node tests/bench/x.ts`). */
export async function runAlone(moduleUrl: string, bench: Bench): Promise<void> {
  if (process.argv[1] === undefined || pathToFileURL(process.argv[1]).href !== moduleUrl) return;
  printTable(await bench.run());
  process.exit(0);
}
