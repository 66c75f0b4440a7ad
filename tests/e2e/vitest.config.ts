import { defineConfig } from 'vitest/config';
import { longestFirst } from '../../scripts/longest-first.ts';
import { patienceMs } from './support/patience.ts';

/** They look at the interface over sample data, which is built for them first. */
const overSamples = ['tests/e2e/barriers.e2e.ts', 'tests/e2e/visual.e2e.ts'];

const common = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: patienceMs } } };

/** More than there are processors in CI: people and browsers wait much, for each other, for answers, for the time to take a post back. */
const filesAtOnce = 3;

/** They take a minute and more. */
const longest = [
  'barriers',
  'recovery',
  'story',
  'devices',
  'newcomer',
  'two-tabs',
  'import',
  'accounts',
  'website',
  'two-nats',
  'succession',
  'visual',
  'lock',
];

export default defineConfig({
  test: {
    bail: 1,
    sequence: { sequencer: longestFirst(longest) },
    projects: [
      {
        // Each file has its own gateway, browsers and folders.
        test: {
          ...common,
          name: 'side by side',
          include: ['tests/e2e/**/*.e2e.ts'],
          exclude: overSamples,
          maxWorkers: filesAtOnce,
        },
      },
      {
        test: {
          ...common,
          name: 'over sample data',
          include: overSamples,
          globalSetup: 'tests/e2e/support/build-sample-app.ts',
          maxWorkers: filesAtOnce,
        },
      },
    ],
  },
});
