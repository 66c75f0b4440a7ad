// `npm test`: everything. The quick checks first, then the app in real browsers.
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { runSteps } from './steps.ts';

const root = join(import.meta.dirname, '..');
await runSteps([
  { name: 'quick checks', command: 'node', args: ['scripts/check.ts'] },
  [
    {
      name: 'whole programs, hostile input, oracles',
      command: 'vitest',
      args: ['run', '--project', 'thorough'],
    },
    { name: 'vectors through the PHP reader, and the addons', command: 'node', args: ['scripts/php-tests.ts'] },
  ],
  { name: 'build', run: () => buildApp(root) },
  { name: 'sizes', command: 'node', args: ['scripts/check-sizes.ts'] },
  { name: 'end to end in Chromium', command: 'vitest', args: ['run', '--config', 'tests/e2e/vitest.config.ts'] },
]);
