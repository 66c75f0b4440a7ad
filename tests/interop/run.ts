// `npm run test:interop`: what other software makes of our accounts (Kubo), and the app of other software's (GoToSocial). Needs Go, to
// build each of them once, or programs that POLLEN_KUBO and POLLEN_GOTOSOCIAL name.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildApp } from '../../scripts/build-app.ts';
import { gotosocialProgram, gotosocialVersion } from './gotosocial-program.ts';
import { kuboProgram, kuboVersion } from './kubo-program.ts';

const root = join(import.meta.dirname, '../..');
const kubo = await kuboProgram();
if (kubo === undefined) console.log(`Not tested: Kubo ${kuboVersion}; there is no Go on this machine to build it with.`);
const gotosocial = await gotosocialProgram();
if ('missing' in gotosocial) console.log(`Not tested: GoToSocial ${gotosocialVersion}; ${gotosocial.missing}.`);
else await buildApp(root);
if (kubo === undefined && 'missing' in gotosocial) {
  // Where nobody reads what is printed, nothing tested is a failure.
  process.exit(process.env['CI'] === 'true' ? 1 : 0);
}
const child = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(import.meta.dirname, 'vitest.config.ts'),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    cwd: root,
    env: {
      ...process.env,
      ...(kubo !== undefined && { POLLEN_KUBO: kubo }),
      ...('program' in gotosocial && { POLLEN_GOTOSOCIAL: gotosocial.program }),
    },
  },
);
process.exit(child.status ?? 1);
