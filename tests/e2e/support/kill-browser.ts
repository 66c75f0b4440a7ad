import { execFileSync } from 'node:child_process';
import { vi } from 'vitest';
import type { TestBrowser } from './browser.ts';
import { patienceMs } from './patience.ts';

/** Ends a browser as a power cut does: SIGKILL to its main process, whose helpers follow. Resolves when all of them are gone. */
export async function killBrowser(browser: TestBrowser): Promise<void> {
  const [main] = processesOf(browser.folder).filter(({ command }) => !command.includes(' --type='));
  if (main === undefined) throw new Error('the browser does not run');
  process.kill(main.pid, 'SIGKILL');
  await vi.waitUntil(() => processesOf(browser.folder).length === 0, { timeout: patienceMs, interval: 20 });
}

function processesOf(folder: string): { readonly pid: number; readonly command: string }[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(`--user-data-dir=${folder}`))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line }));
}
