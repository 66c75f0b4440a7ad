// Makes a fresh machine ready, then runs a task with the packaged Node 24:   node scripts/setup.mjs TASK [arguments]
// Itself it runs on whatever Node the system has (20 or newer) and uses nothing but Node's own modules.
// Installs only what is missing; says plainly what cannot be had. In CI (CI=true) a missing tool is an error, never a skip.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumPath, findTool, missingTools } from './system-tools.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const vite = 'node_modules/vite/bin/vite.js';
/** What each task runs, and whether it needs what the tests need of the system. */
const tasks = {
  start: { script: ['scripts/start.ts'], tools: false },
  test: { script: ['scripts/test.ts'], tools: true },
  interop: { script: ['tests/interop/run.ts'], tools: false },
  check: { script: ['scripts/check.ts'], tools: false },
  bench: { script: ['tests/bench/run.ts'], tools: true },
  build: { script: [vite, 'build'], tools: false },
  dev: { script: [vite], tools: false },
  pollen: { script: ['src/cli/main.ts'], tools: false },
};

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options });
  return result.status === 0;
}

function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const fingerprint = createHash('sha256').update(lock).update(process.platform).update(process.arch).digest('hex');
  const stamp = join(root, 'node_modules/.pollen-setup');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  console.log('Installing packages; this takes a minute or two the first time.');
  // As locked. Not `npm ci`: it refuses a lock in which some other platform's optional binaries are missing, and a package mirror
  // need not have them all.
  if (!run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']))
    fail('npm failed; its message is above.');
  if (!existsSync(join(root, 'node_modules/node/bin'))) {
    // npm was told not to run install scripts: the `node` package then has no binary yet.
    run('npm', ['rebuild', 'node', '--loglevel=error']);
  }
  const version = spawnSync(join(root, 'node_modules/.bin/node'), ['--version'], { shell: process.platform === 'win32' });
  if (version.status !== 0) fail('The packaged Node 24 does not start. Run `npm rebuild node` and look at its message.');
  writeFileSync(stamp, fingerprint);
}

function installTools() {
  const missing = missingTools();
  const canApt = process.platform === 'linux' && findTool('apt-get') !== undefined && process.getuid?.() === 0;
  if (missing.length > 0 && canApt) {
    const packages = missing.flatMap((tool) => tool.debian);
    console.log(`Installing with apt-get: ${packages.join(' ')}`);
    const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    if (!run('apt-get', ['update', '-qq'], quiet)) console.log('apt-get update failed; trying with the lists that are here.');
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
  }
  if (chromiumPath() === undefined) {
    console.log('No Chrome or Chromium found; asking Playwright for one.');
    run('npx', ['playwright-core', 'install', 'chromium']);
  }
  const absent = missingTools();
  for (const tool of absent) console.log(`Not here and not installable by this script: ${tool.name} (${tool.need}).`);
  const fatal = absent.filter((tool) => tool.required || process.env.CI === 'true');
  if (fatal.length > 0) fail(`The tests need: ${fatal.map((tool) => tool.name).join(', ')}. Install them and run again.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const [name, ...rest] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) fail(`usage: node scripts/setup.mjs ${Object.keys(tasks).join('|')} [arguments]`);
installPackages();
if (task.tools) installTools();
// Not by the name `node` in an npm script: the shell remembers where it found the system's, before there was another.
const bin = join(root, 'node_modules/.bin');
const node = spawnSync(join(bin, 'node'), ['-p', 'process.execPath'], { shell: process.platform === 'win32' })
  .stdout.toString()
  .trim();
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
const child = spawn(node, [...task.script, ...rest], { cwd: root, stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
