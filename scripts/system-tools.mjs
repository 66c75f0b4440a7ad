// What the tests need of the system beside npm packages, and where it is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Full path of a program on PATH (or in the usual system folders), or undefined. */
export function findTool(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of folders) for (const file of names) if (existsSync(join(folder, file))) return join(folder, file);
  return undefined;
}

/** Chrome or Chromium to drive: POLLEN_CHROMIUM, else an installed one, else the one that Playwright downloaded. */
export function chromiumPath() {
  if (process.env.POLLEN_CHROMIUM) return process.env.POLLEN_CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']) {
    const path = findTool(name);
    if (path !== undefined) return path;
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  if (existsSync(mac)) return mac;
  return playwrightChromium();
}

function playwrightChromium() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright');
  return existsSync(cache) ? 'playwright' : undefined;
}

/**
 * Extensions that the PHP reader of bridge-spec needs, and `more` of them, that this PHP lacks; all of them when there is no PHP.
 *
 * @param {readonly string[]} [more]
 */
export function missingPhpExtensions(more = []) {
  const wanted = ['json', 'mbstring', 'sodium', ...more];
  const php = findTool('php');
  if (php === undefined) return wanted;
  const modules = spawnSync(php, ['-m'], { encoding: 'utf8' }).stdout.toLowerCase().split(/\s+/);
  return wanted.filter((name) => !modules.includes(name));
}

/** What the addons need beside the reader; the servers that they are made for have these. */
export const addonExtensions = ['curl', 'dom', 'openssl'];

const tools = [
  { name: 'Chromium', need: 'end-to-end tests', required: true, debian: ['chromium'], here: () => chromiumPath() !== undefined },
  {
    name: 'iproute2 and nftables',
    need: 'the test with two browsers behind two NATs; needs Linux and root',
    required: false,
    debian: ['iproute2', 'nftables'],
    here: () => findTool('ip') !== undefined && findTool('nft') !== undefined,
  },
  {
    name: 'PHP 8.1 or newer with sodium, mbstring, curl and dom',
    need: 'the second reader of the outbox format, bridge-spec/php, and the addons',
    required: false,
    debian: ['php-cli', 'php-mbstring', 'php-curl', 'php-xml'],
    here: () => missingPhpExtensions(addonExtensions).length === 0,
  },
];

export function missingTools() {
  return tools.filter((tool) => !tool.here());
}
