// `node scripts/take-walk.ts`: plays the newcomer's walk (tests/e2e/newcomer.e2e.ts) and takes its pictures into docs/walk.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildApp } from './build-app.ts';

const root = join(import.meta.dirname, '..');
buildApp(root);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const result = spawnSync(process.execPath, [vitest, 'run', '--config', 'tests/e2e/vitest.config.ts', 'newcomer'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, POLLEN_WALK_PICTURES: join(root, 'docs/walk') },
});
process.exit(result.status ?? 1);
