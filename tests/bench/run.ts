// `npm run bench [-- --json FILE] [--long] [name…]`: every bench file of this folder, or those whose name contains one of the words.
// Each file runs in a process of its own, so that one's garbage is not another's pause.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../../scripts/build-app.ts';
import { type BenchResult, printTable } from './bench.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, long: { type: 'boolean' } },
  allowPositionals: true,
});
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => positionals.length === 0 || positionals.some((word) => name.includes(word)));
buildApp(join(import.meta.dirname, '../..'));
const folder = mkdtempSync(join(tmpdir(), 'pollen-bench-'));
const results: BenchResult[] = [];
let failed = 0;
for (const file of files) {
  console.log(`\n== ${file}`);
  const output = join(folder, `${file}.json`);
  const child = spawnSync(process.execPath, [join(import.meta.dirname, 'run-one.ts'), join(import.meta.dirname, file), output], {
    stdio: 'inherit',
    env: { ...process.env, ...(values.long === true && { POLLEN_BENCH_LONG: '1' }) },
  });
  if (child.status !== 0) {
    failed++;
    continue;
  }
  results.push(...(JSON.parse(readFileSync(output, 'utf8')) as BenchResult[]));
}
rmSync(folder, { recursive: true });
console.log('\n== all');
printTable(results);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
if (failed > 0) console.error(`${failed} bench files did not finish`);
process.exit(failed === 0 ? 0 : 1);
