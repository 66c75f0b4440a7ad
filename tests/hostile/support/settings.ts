import type { Parameters } from 'fast-check';

/**
 * How many cases, from which seed. Fixed in `npm test`, so that it says the same every time; for longer searches
 * `POLLEN_HOSTILE_RUNS=100000 POLLEN_HOSTILE_SEED=random vitest run tests/hostile`. A failure prints seed and path: give them to
 * `POLLEN_HOSTILE_SEED` and `POLLEN_HOSTILE_PATH`.
 */
export function runsOf(usual: number): Parameters<unknown> {
  const { POLLEN_HOSTILE_RUNS: runs, POLLEN_HOSTILE_SEED: seed, POLLEN_HOSTILE_PATH: path } = process.env;
  return {
    numRuns: runs === undefined ? usual : Math.max(1, Math.round((usual * Number(runs)) / 10_000)),
    seed: seed === 'random' ? Date.now() : Number(seed ?? 20_261_122),
    ...(path !== undefined && { path }),
  };
}
