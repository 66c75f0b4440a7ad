// `npm start`: builds the app when its sources changed, then runs the gateway, which serves it.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildApp } from './build-app.ts';

const root = join(import.meta.dirname, '..');
const wantsHelp = process.argv.includes('--help') || process.argv.includes('-h');
if (!wantsHelp) buildApp(root);
const gateway = [join(root, 'src/gateway/main.ts'), ...process.argv.slice(2)];
if (wantsHelp) process.exit(spawnSync(process.execPath, gateway, { stdio: 'inherit' }).status ?? 1);
const child = spawn(process.execPath, gateway, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
