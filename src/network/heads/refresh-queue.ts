import type { IpnsName } from '../../protocol/brand.ts';

/** Looks accounts up in the background, a few at a time, each waiting name once. */
export interface RefreshQueue {
  add(name: IpnsName): void;
  remove(name: IpnsName): void;
  stop(): void;
}

const mostAtOnce = 4;
/** Between two starts: 500 followed accounts must not be one burst, a single one need not wait. */
const spacingMs = { few: 5, many: 50 } as const;
const fewNames = 20;

export function createRefreshQueue(refresh: (name: IpnsName) => Promise<unknown>): RefreshQueue {
  const waiting = new Set<IpnsName>();
  let running = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const next = (): void => {
    timer = undefined;
    if (stopped || running >= mostAtOnce) return;
    const [name] = waiting;
    if (name === undefined) return;
    waiting.delete(name);
    running += 1;
    const done = (): void => {
      running -= 1;
      schedule();
    };
    refresh(name).then(done, done);
    schedule();
  };
  const schedule = (): void => {
    if (!stopped && waiting.size > 0 && timer === undefined) {
      timer = setTimeout(next, waiting.size > fewNames ? spacingMs.many : spacingMs.few);
    }
  };

  return {
    add(name) {
      waiting.add(name);
      schedule();
    },
    remove: (name) => void waiting.delete(name),
    stop() {
      stopped = true;
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
