/** After so many rows that a server did not answer for, the rest of them is not asked for. */
const mostFailures = 2;
/** A server may put its rows off so often, and so long at once. */
const mostWaits = 3;
const longestWaitMs = 30 * 60_000;

/** What is done about servers that answer late, or not at all, in one run of a job. */
export interface ServerPatience {
  answered(host: string): void;
  /** The server said when it wants to be asked again: whether the row waits that long. */
  waits(host: string, retryAfterMs: number): boolean;
  /** Counts a row without an answer: whether the server is given up. One that has answered for anybody never is. */
  isOver(host: string): boolean;
}

export function createServerPatience(): ServerPatience {
  const failures = new Map<string, number>();
  const waits = new Map<string, number>();
  const alive = new Set<string>();
  return {
    answered: (host) => void alive.add(host),
    waits(host, retryAfterMs) {
      const count = (waits.get(host) ?? 0) + 1;
      if (count > mostWaits || retryAfterMs > longestWaitMs) return false;
      waits.set(host, count);
      return true;
    },
    isOver(host) {
      const count = (failures.get(host) ?? 0) + 1;
      failures.set(host, count);
      return !alive.has(host) && count >= mostFailures;
    },
  };
}
