// The app in real browsers: all files, or those that are named. A file that fails is run once more, by itself, and named in the output when that passes: several browsers
// with a processor to share meet in more ways than can be waited for, and what happens once in many runs must be seen, not hidden.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'test-results');
const report = join(folder, 'e2e.json');
/** More than these are no accident. */
const mostAgain = 2;

interface Report {
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

function run(...more: readonly string[]): number {
  const args = [
    'run',
    '--config',
    'tests/e2e/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  rmSync(report, { force: true });
  return spawnSync(join(root, 'node_modules/.bin/vitest'), [...args, ...more], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function failedFiles(): string[] {
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative(root, name));
}

mkdirSync(folder, { recursive: true });
if (run(...process.argv.slice(2)) !== 0) {
  const failed = failedFiles();
  if (failed.length === 0 || failed.length > mostAgain) process.exit(1);
  console.log(`\n== once more: ${failed.join(', ')}`);
  if (run(...failed) !== 0) process.exit(1);
  console.log(`\n== UNSTEADY, failed before it passed: ${failed.join(', ')}`);
}
