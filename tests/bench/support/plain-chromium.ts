// A browser with as little attached to it as throttling needs. Playwright keeps the console's machinery running in every page, and
// then each Error that a library makes while it is evaluated has the whole script parsed again: 160 ms with a slow processor, which
// no user pays.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../../scripts/system-tools.mjs';

export interface PlainPage {
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
  /** Value of an expression in the page; must be JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** Runs a function in the page, which sees nothing of what is around it here; resolves with what its promise does. */
  run<T>(task: (input: never) => Promise<T>, input?: unknown): Promise<T>;
  /** Profile. */
  readonly folder: string;
  close(): Promise<void>;
}

const startLimitMs = 20_000;

/** A fresh profile and one empty page of the given size. */
export async function openPlainPage(size: { readonly width: number; readonly height: number }): Promise<PlainPage> {
  const folder = mkdtempSync(join(tmpdir(), 'pollen-plain-'));
  const known = chromiumPath();
  const program = known === undefined || known === 'playwright' ? chromium.executablePath() : known;
  const browser = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      `--window-size=${size.width},${size.height}`,
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const port = await debuggingPort(folder);
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    type: string;
    webSocketDebuggerUrl: string;
  }[];
  const url = targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
  if (url === undefined) throw new Error('the browser has no page');
  const page = await connect(url);
  return {
    ...page,
    async evaluate(expression) {
      const { result } = (await page.send('Runtime.evaluate', { expression, returnByValue: true })) as {
        result: { value?: unknown };
      };
      return result.value;
    },
    async run<T>(task: (input: never) => Promise<T>, input: unknown = null) {
      const expression = `(${task.toString()})(${JSON.stringify(input)})`;
      const answer = await page.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = answer as { result: { value: T }; exceptionDetails?: unknown };
      if (exceptionDetails !== undefined) throw new Error(`in the page: ${JSON.stringify(exceptionDetails).slice(0, 500)}`);
      return result.value;
    },
    folder,
    async close() {
      page.end();
      await ended(browser);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function debuggingPort(folder: string): Promise<number> {
  const file = join(folder, 'DevToolsActivePort');
  for (const endMs = Date.now() + startLimitMs; Date.now() < endMs; await sleep(20)) {
    const port = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
    if (port > 0) return port;
  }
  throw new Error('the browser did not start');
}

async function connect(url: string): Promise<Pick<PlainPage, 'send'> & { end(): void }> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('no connection to the browser')), { once: true });
  });
  const waiting = new Map<number, (answer: Record<string, unknown>) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown>; error?: unknown };
    if (answer.id === undefined) return;
    waiting.get(answer.id)?.(answer.result ?? { error: answer.error });
    waiting.delete(answer.id);
  });
  return {
    send: (method, parameters = {}) =>
      new Promise((resolve) => {
        const id = ++last;
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method, params: parameters }));
      }),
    end: () => socket.close(),
  };
}

async function ended(browser: ChildProcess): Promise<void> {
  if (browser.exitCode !== null || browser.signalCode !== null) return;
  const exit = new Promise((resolve) => browser.once('exit', resolve));
  browser.kill('SIGTERM');
  await exit;
}
