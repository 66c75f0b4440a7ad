// Memory of a browser's processes as the system counts it: heaps of JavaScript say nothing of blobs and buffers.
import { readdirSync, readFileSync } from 'node:fs';

export interface MemoryWatch {
  /** Most that one of the pages' processes, and the browser's own, has had; bytes. */
  peak(): { readonly page: number; readonly browser: number };
  stop(): void;
  /** Ends the browser at once, as a power cut would. */
  kill(): void;
}

const everyMs = 100;

/** Watches the processes of the browser of this profile until it is stopped. */
export function watchMemory(profile: string): MemoryWatch {
  const browser = processes().find(
    ({ command }) => command.includes(`--user-data-dir=${profile}`) && !command.includes('--type='),
  );
  if (browser === undefined) throw new Error(`no browser with the profile ${profile}`);
  const most = { page: 0, browser: 0 };
  const pages = renderersOf(browser.id);
  const look = (): void => {
    most.page = Math.max(most.page, ...pages.map(ownBytes));
    most.browser = Math.max(most.browser, ownBytes(browser.id));
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    peak: () => ({ ...most }),
    stop: () => clearInterval(timer),
    kill: () => void process.kill(browser.id, 'SIGKILL'),
  };
}

interface SystemProcess {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): SystemProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1] ?? 0);
    return [{ id: Number(name), parent, command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' ') }];
  });
}

/** All below the browser, also those that its zygotes made. */
function renderersOf(browser: number): number[] {
  const all = processes();
  const family = new Set([browser]);
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const { id, parent } of all) if (family.has(parent)) family.add(id);
  }
  return all.flatMap(({ id, command }) => (family.has(id) && command.includes('--type=renderer') ? [id] : []));
}

/** Memory of a process alone: what it shares with others (the program itself) is not counted. */
const ownBytes = (id: number): number => Number(/^RssAnon:\s+(\d+) kB$/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0) * 1024;

/** Processes come and go. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
