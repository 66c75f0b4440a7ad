// The two size limits that users feel, checked on the build: what must arrive before the timeline and the composer work, and what
// the service worker stores.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { keptName } from '../src/sw/kept-assets.ts';

const firstPaintLimit = 110_000;
const precacheLimit = 770_000;
const dist = join(import.meta.dirname, '../dist');
const sizes = new Map<string, number>();

const gzipBytes = (file: string): number => {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const bytes = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  sizes.set(file, bytes);
  return bytes;
};

/** A script and everything that it imports statically. */
function withStaticImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(dist, file), 'utf8');
  for (const match of code.matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)) {
    withStaticImports(normalize(join(dirname(file), match[1] as string)), seen);
  }
  return seen;
}

const html = readFileSync(join(dist, 'index.html'), 'utf8');
const entries = [...html.matchAll(/<script[^>]+src="\.\/([^"]+)"/g)].map((match) => match[1] as string);
// What an account adds for its timeline is a chunk of its own (scripts/account-chunk.ts), and so is the composer.
const account = readdirSync(join(dist, 'assets')).filter((name) => /^(?:first-account|composer)-[\w-]{8}\.js$/.test(name));
if (account.length < 2) throw new Error(`not an account chunk and a composer in the build: ${account.join(' ')}`);
const first = new Set<string>();
for (const file of [...entries, ...account.map((name) => `assets/${name}`)]) withStaticImports(file, first);
const firstBytes = [...first].reduce((sum, file) => sum + gzipBytes(file), 0);

const worker = readFileSync(join(dist, 'service-worker.js'), 'utf8');
const listed = [...worker.matchAll(/["']?url["']?:\s*["']([^"']+)["']/g)].map((match) => match[1] as string);
// The rest is stored by whoever uses it.
const precached = new Set(listed.filter((file) => keptName(file) === undefined));
if (precached.size === 0) throw new Error('no precache list found in dist/service-worker.js');
const precacheBytes = [...precached].reduce((sum, file) => sum + gzipBytes(file), 0);
for (const file of precached) {
  if (!file.endsWith('.js')) continue;
  const missing = [...withStaticImports(file)].filter((needed) => !precached.has(needed));
  if (missing.length > 0) throw new Error(`${file} is stored for use without a network, but needs ${missing.join(', ')}`);
}

let failed = false;
for (const [name, bytes, limit] of [
  ['JavaScript until timeline and composer are usable', firstBytes, firstPaintLimit],
  [`precache, ${precached.size} files`, precacheBytes, precacheLimit],
] as const) {
  const within = bytes <= limit;
  failed ||= !within;
  console.log(`${within ? 'ok   ' : 'OVER '} ${name}: ${(bytes / 1000).toFixed(1)} kB gzip, limit ${limit / 1000} kB`);
}
process.exit(failed ? 1 : 0);
