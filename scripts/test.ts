// `npm test`: everything. The quick checks first, then the app in real browsers.
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { runSteps } from './steps.ts';

const root = join(import.meta.dirname, '..');
runSteps([
  { name: 'quick checks', command: 'node', args: ['scripts/check.ts'] },
  { name: 'hostile trees, bodies and archives', command: 'vitest', args: ['run', 'tests/hostile'] },
  { name: 'build', run: () => buildApp(root) },
  { name: 'sizes', command: 'node', args: ['scripts/check-sizes.ts'] },
  { name: 'end to end in Chromium', command: 'vitest', args: ['run', '--config', 'tests/e2e/vitest.config.ts'] },
]);
