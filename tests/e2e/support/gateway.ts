import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
/** Node keeps there what it has compiled: a second start takes half the time. */
const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'pollen-compiled') };

export interface GatewayProcess {
  /** `http://localhost:<port>` */
  readonly origin: string;
  readonly port: number;
  readonly output: () => string;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
  /** Starts again on the same port with the same data. */
  restart(): Promise<void>;
}

export interface GatewayProcessOptions {
  readonly flags?: readonly string[];
  /** Program and arguments put before Node, e.g. `ip netns exec name`. */
  readonly prefix?: readonly string[];
  readonly port?: number;
}

/** Runs the real gateway in a process of its own, on a free port, with a data folder of its own. */
export async function startGatewayProcess(options: GatewayProcessOptions = {}): Promise<GatewayProcess> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'pollen-gateway-'));
  let output = '';
  let child: ChildProcess;

  async function launch(port: number): Promise<string> {
    const command = [...(options.prefix ?? []), process.execPath, join(root, 'src/gateway/main.ts')];
    const flags = ['--port', String(port), '--data', dataFolder, '--app', join(root, 'dist'), ...(options.flags ?? [])];
    child = spawn(command[0] as string, [...command.slice(1), ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...compiled, ...process.env },
    });
    const started = child;
    return new Promise((resolve, reject) => {
      const read = (data: Buffer): void => {
        output += data.toString();
        const address = /https?:\/\/[\w.-]+:\d+/.exec(output.slice(output.lastIndexOf('\u0000') + 1));
        if (address !== null) resolve(address[0]);
      };
      started.stdout?.on('data', read);
      started.stderr?.on('data', read);
      started.once('exit', (code) => reject(new Error(`gateway ended with ${code}:\n${output}`)));
    });
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  const origin = await launch(options.port ?? 0);
  const port = Number(new URL(origin).port);
  return {
    origin,
    port,
    output: () => output,
    stop,
    restart: async () => {
      await stop();
      output += '\u0000';
      await launch(port);
    },
  };
}
