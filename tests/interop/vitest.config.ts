import { defineConfig } from 'vitest/config';

const { POLLEN_KUBO: kubo, POLLEN_GOTOSOCIAL: gotosocial } = process.env;

export default defineConfig({
  test: {
    // What is there is tested; run.ts says what is not.
    include: [
      ...(kubo === undefined ? [] : ['tests/interop/kubo.interop.ts']),
      ...(gotosocial === undefined ? [] : ['tests/interop/gotosocial.interop.ts']),
    ],
    provide: { gotosocial: gotosocial ?? '' },
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
