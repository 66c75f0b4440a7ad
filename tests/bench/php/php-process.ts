// A PHP script that is driven line by line: one JSON value in, one out.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { addonExtensions, findTool, missingPhpExtensions } from '../../../scripts/system-tools.mjs';

export interface PhpProcess {
  ask<T>(task: string, input?: object): Promise<T>;
  stop(): void;
}

/** Throws when this machine has no PHP with what the addons need. */
export function startPhp(script: string): PhpProcess {
  const php = findTool('php');
  const missing = missingPhpExtensions(addonExtensions);
  if (php === undefined || missing.length > 0) throw new Error(`needs PHP with ${missing.join(', ')}`);
  // As servers' own workers run: code that is compiled once, and no limit of time, not even for standard input, which is a socket here.
  const flags = ['-d', 'memory_limit=1024M', '-d', 'opcache.enable_cli=1', '-d', 'default_socket_timeout=-1'];
  const child = spawn(php, [...flags, join(import.meta.dirname, script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${script} ended with ${code ?? signal}`)));
  });
  ended.catch(() => undefined);
  return {
    async ask<T>(task: string, input: object = {}): Promise<T> {
      child.stdin.write(`${JSON.stringify({ task, ...input })}\n`);
      const { value, done } = await Promise.race([lines.next(), ended]);
      if (done === true) await ended;
      return JSON.parse(String(value)) as T;
    },
    stop: () => void child.kill(),
  };
}
