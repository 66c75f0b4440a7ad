// `npm run test:interop`: what other implementations of IPFS make of our accounts. Needs Go, to build Kubo once.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { kuboProgram, kuboVersion } from './build-kubo.ts';

const program = await kuboProgram();
if (program === undefined) {
  console.log(`Not tested: there is no Go on this machine to build Kubo ${kuboVersion} with, and POLLEN_KUBO names no program.`);
  // Where nobody reads what is printed, nothing tested is a failure.
  process.exit(process.env['CI'] === 'true' ? 1 : 0);
}
const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
const child = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', join(import.meta.dirname, 'vitest.config.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: join(import.meta.dirname, '../..'), env: { ...process.env, POLLEN_KUBO: program } },
);
process.exit(child.status ?? 1);
