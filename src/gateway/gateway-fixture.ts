import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type RunningGateway, startGateway } from './gateway.ts';
import type { GatewayOptions } from './settings.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly text: string;
}

export interface TestGateway extends RunningGateway {
  readonly dataDirectory: string;
  /** Sends exactly these headers (no fetch would let a test forge a Host), to the loopback address. */
  send(path: string, options?: SendOptions): Promise<TestAnswer>;
  /** As the app's own page would write: own origin, current token. */
  write(method: string, path: string, body: Uint8Array | string, headers?: Record<string, string>): Promise<TestAnswer>;
  restart(changes?: Partial<GatewayOptions>): Promise<TestGateway>;
}

export interface SendOptions {
  readonly method?: string;
  /** `null` leaves Host out. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

const running = new Set<RunningGateway>();
const directories = new Set<string>();

afterEach(async () => {
  await Promise.all([...running].map((gateway) => gateway.close()));
  running.clear();
  for (const directory of directories) await rm(directory, { recursive: true, force: true });
  directories.clear();
});

/** A real gateway on a free loopback port with a folder of its own; both go after the test. */
export async function startTestGateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'pollen-gateway-')));
  directories.add(dataDirectory);
  const gateway = await startGateway({ port: 0, ...options, dataDirectory });
  running.add(gateway);
  const send = (path: string, options?: SendOptions): Promise<TestAnswer> => sendTo(gateway.port, path, options);
  return {
    ...gateway,
    dataDirectory,
    send,
    async write(method, path, body, headers = {}) {
      const card: { readonly token: string; readonly origin: string } = JSON.parse((await send('/pollen/gateway.json')).text);
      return send(path, { method, body, headers: { origin: card.origin, 'x-pollen-token': card.token, ...headers } });
    },
    async restart(changes = {}) {
      await gateway.close();
      running.delete(gateway);
      return startTestGateway({ ...options, port: gateway.port, ...changes, dataDirectory });
    },
    async close() {
      running.delete(gateway);
      await gateway.close();
    },
  };
}

function sendTo(port: number, path: string, options: SendOptions = {}): Promise<TestAnswer> {
  const { method = 'GET', host = `localhost:${port}`, headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host, ...headers }, agent: false }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes, text: bytes.toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
