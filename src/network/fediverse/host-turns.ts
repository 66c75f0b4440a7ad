import type { WebError, WebRequest } from '../../protocol/ports/fediverse.ts';
import { err, ok, type Result } from '../../protocol/result.ts';

export type Lane = WebRequest['lane'];

export interface LaneRoom {
  /** Questions at once. */
  readonly most: number;
  /** Further ones at once that have been taking long, so that servers which never answer do not keep the others waiting. */
  readonly mostSlow: number;
}

export interface HostTurnsOptions {
  readonly lanes: Readonly<Record<Lane, LaneRoom>>;
  /** Questions at once to one host, all lanes together. */
  readonly perHost: number;
  /** Questions that may wait, all together; bounds memory. */
  readonly mostWaiting: number;
  /** Whether a host may be asked at all now. */
  isOpen(host: string): boolean;
}

export interface Turn {
  /** The question takes long: from now on it counts among the slow ones, if there is room. */
  slow(): void;
  /** The question is over. */
  done(): void;
}

/** Who is asked next. First come, first served for each host; hosts take turns, however many questions wait for one of them. */
export interface HostTurns {
  wait(lane: Lane, host: string, signal: AbortSignal | undefined): Promise<Result<Turn, WebError>>;
  /** Answers all that wait for a host and have not begun. */
  dismiss(host: string, answer: (lane: Lane) => WebError | undefined): void;
  /** Looks again: `isOpen` may have changed. */
  pump(): void;
  readonly waiting: number;
}

interface Waiting {
  readonly settle: (answer: Result<Turn, WebError>) => void;
}

interface LaneState extends LaneRoom {
  readonly name: Lane;
  running: number;
  slow: number;
  /** Who was served goes to the end. */
  readonly hosts: Map<string, Set<Waiting>>;
}

export function createHostTurns({ lanes, perHost, mostWaiting, isOpen }: HostTurnsOptions): HostTurns {
  // In this order: somebody waits for a lookup.
  const states = (['lookup', 'import', 'refresh'] as const).map((name): LaneState => ({
    name,
    ...lanes[name],
    running: 0,
    slow: 0,
    hosts: new Map(),
  }));
  const running = new Map<string, number>();
  let waiting = 0;

  const take = (lane: LaneState, host: string, entry: Waiting): void => {
    const queue = lane.hosts.get(host);
    if (queue?.delete(entry) !== true) return;
    waiting -= 1;
    if (queue.size === 0) lane.hosts.delete(host);
  };

  const begin = (lane: LaneState, host: string): Turn => {
    lane.running += 1;
    running.set(host, (running.get(host) ?? 0) + 1);
    let counts: 'running' | 'slow' | 'over' = 'running';
    return {
      slow() {
        if (counts !== 'running' || lane.slow >= lane.mostSlow) return;
        counts = 'slow';
        lane.running -= 1;
        lane.slow += 1;
        pump();
      },
      done() {
        if (counts === 'over') return;
        lane[counts] -= 1;
        counts = 'over';
        const left = (running.get(host) ?? 1) - 1;
        if (left === 0) running.delete(host);
        else running.set(host, left);
        pump();
      },
    };
  };

  const next = (lane: LaneState): string | undefined => {
    for (const host of lane.hosts.keys()) {
      if ((running.get(host) ?? 0) < perHost && isOpen(host)) return host;
    }
    return undefined;
  };

  function pump(): void {
    for (const lane of states) {
      while (lane.running < lane.most) {
        const host = next(lane);
        const queue = host === undefined ? undefined : lane.hosts.get(host);
        const [entry] = queue ?? [];
        if (host === undefined || queue === undefined || entry === undefined) break;
        lane.hosts.delete(host);
        lane.hosts.set(host, queue);
        take(lane, host, entry);
        entry.settle(ok(begin(lane, host)));
      }
    }
  }

  return {
    get waiting() {
      return waiting;
    },
    wait(name, host, signal) {
      const lane = states.find((state) => state.name === name);
      if (lane === undefined || waiting >= mostWaiting)
        return Promise.resolve(err({ type: 'unreachable', reason: 'too many questions wait already' }));
      if (signal?.aborted === true) return Promise.resolve(err({ type: 'aborted' }));
      return new Promise((resolve) => {
        const entry: Waiting = {
          settle(answer) {
            signal?.removeEventListener('abort', abort);
            resolve(answer);
          },
        };
        const abort = (): void => {
          take(lane, host, entry);
          entry.settle(err({ type: 'aborted' }));
        };
        signal?.addEventListener('abort', abort);
        const queue = lane.hosts.get(host);
        if (queue === undefined) lane.hosts.set(host, new Set([entry]));
        else queue.add(entry);
        waiting += 1;
        pump();
      });
    },
    dismiss(host, answer) {
      for (const lane of states) {
        const error = answer(lane.name);
        if (error === undefined) continue;
        for (const entry of lane.hosts.get(host) ?? []) {
          take(lane, host, entry);
          entry.settle(err(error));
        }
      }
    },
    pump,
  };
}
