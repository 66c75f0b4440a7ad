// The PHP of bridge-spec: the second reader of the outbox format (every vector, and its own tests), and the addons that carry it,
// each by its own tests/run.php. Without PHP on this machine it says so and passes, but never in CI.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { addonExtensions, findTool, missingPhpExtensions } from './system-tools.mjs';

const root = join(import.meta.dirname, '../bridge-spec');
const php = findTool('php');

function missing(wanted?: readonly string[]): readonly string[] {
  return php === undefined ? ['php'] : missingPhpExtensions(wanted);
}

function notTested(what: string, names: readonly string[]): number {
  console.log(
    `${what} NOT tested: ${names.join(', ')} missing (on Debian: apt-get install php-cli php-mbstring php-curl php-xml).`,
  );
  return process.env['CI'] === 'true' ? 1 : 0;
}

function run(script: string): number {
  return spawnSync(php ?? 'php', [script], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

const runners = readdirSync(root)
  .flatMap((name) => [join(name, 'tests/run.php'), join(name, 'pollen/tests/run.php')])
  .filter((script) => existsSync(join(root, script)))
  .toSorted();
let status = 0;
for (const script of runners) {
  const isReader = script.startsWith('php');
  const names = isReader ? missing() : missing(addonExtensions);
  const result = names.length > 0 ? notTested(isReader ? 'PHP reader' : script, names) : run(script);
  if (result !== 0) status = 1;
}
process.exit(status);
