import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A Kubo node with a folder of its own, on the loopback address only. */
export interface Kubo {
  /** `http://127.0.0.1:…`: its HTTP gateway. */
  readonly gateway: string;
  /** Runs a command of its command line; its output. Rejects when it fails. */
  run(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

const execute = promisify(execFile);
const startMs = 60_000;
const commandMs = 90_000;

/** Starts a node whose only way to find records and providers is the delegated router at `router`; without one it knows nobody. */
export async function startKubo(router?: string): Promise<Kubo> {
  const program = process.env['POLLEN_KUBO'];
  if (program === undefined) throw new Error('POLLEN_KUBO names no program: start with npm run test:interop');
  const folder = await mkdtemp(join(tmpdir(), 'pollen-kubo-'));
  const env = { ...process.env, IPFS_PATH: folder, IPFS_TELEMETRY: 'off' };
  const run = async (...args: string[]): Promise<string> =>
    (await execute(program, args, { env, timeout: commandMs, maxBuffer: 64 * 2 ** 20 })).stdout.trim();
  await run('init', '--profile=test');
  const configFile = join(folder, 'config');
  const config = JSON.parse(await readFile(configFile, 'utf8')) as Record<string, object>;
  await writeFile(
    configFile,
    JSON.stringify({
      ...config,
      Routing: router === undefined ? { Type: 'none' } : { Type: 'delegated', DelegatedRouters: [router] },
      Plugins: { Plugins: { telemetry: { Disabled: true } } },
      Provide: { Enabled: false },
      Ipns: { ...config['Ipns'], MaxCacheTTL: '0s' },
      Version: { SwarmCheckEnabled: false },
    }),
  );
  const daemon = spawn(program, ['daemon'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  await ready(daemon);
  const address = (await readFile(join(folder, 'gateway'), 'utf8')).trim();
  return {
    gateway: address,
    run,
    async stop() {
      const ended = new Promise((resolve) => daemon.once('exit', resolve));
      if (daemon.exitCode === null) daemon.kill('SIGTERM');
      else return;
      const kill = setTimeout(() => daemon.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(kill);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ready(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`Kubo is not ready:\n${said}`)), startMs);
    const listen = (data: Buffer): void => {
      said += data.toString();
      if (!said.includes('Daemon is ready')) return;
      clearTimeout(timer);
      resolve();
    };
    daemon.stdout?.on('data', listen);
    daemon.stderr?.on('data', listen);
    daemon.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`Kubo ended with ${code}:\n${said}`));
    });
  });
}
