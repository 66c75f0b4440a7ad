/**
 * Tests that run whole programs, several devices or very many cases: `npm test` runs them in a step of their own (a project of
 * vite.config.ts), `npm run check` leaves them out, so that it stays under a minute and a half on two cores.
 */
export const thoroughTests: readonly string[] = [
  'tests/hostile/**',
  'tests/oracles/**',
  'src/cli/**',
  'src/gateway/**',
  'src/protocol/conformance/**',
  'src/network/**',
  'src/services/**',
];

/** Those of them that take ten seconds and more. */
export const longestTests: readonly string[] = [
  'more-schedules',
  'many-schedules',
  'hostile-tree',
  'import-archives',
  'sync-crash',
  'pairing-crash',
  'import-kills',
  'archive-kill',
  'php-agrees',
  'publisher-crash',
  'write-zip',
];
