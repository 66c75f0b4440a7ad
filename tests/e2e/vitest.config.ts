import { defineConfig } from 'vitest/config';

/** They measure times, or change the machine's network: nothing else runs beside them. */
const alone = ['tests/e2e/lock.e2e.ts', 'tests/e2e/two-nats.e2e.ts'];

const common = { testTimeout: 240_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    bail: 1,
    projects: [
      {
        // Each file has its own gateway, browsers and folders; most of the time they wait for each other, not for the processor.
        test: {
          ...common,
          name: 'side by side',
          include: ['tests/e2e/**/*.e2e.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...common, name: 'alone', include: alone, maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 1 } } },
    ],
  },
});
