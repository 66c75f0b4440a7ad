/** One row that is to be asked about now. */
export interface Turn {
  readonly host: string;
  readonly index: number;
}

/**
 * Rows of a job by the server that has to be asked for them. Servers take turns, so that a slow or dead one holds up its own rows
 * only: at most one question to a server that has not answered yet and two to one that has; and questions that take long do not count
 * among those that may be under way at once.
 */
export interface HostQueue {
  add(host: string, index: number): void;
  /** The next row that may be asked about; it is under way until `done` or `putBack`. */
  take(nowMs: number): Turn | undefined;
  done(turn: Turn, outcome: { readonly answered: boolean }): void;
  /** Not before that moment, and nothing else of that server either. */
  putBack(turn: Turn, notBeforeMs: number): void;
  /** Takes all waiting rows of a server out. */
  drop(host: string): readonly number[];
  /** When `take` may have something again without another event; undefined: only after one. */
  nextMs(nowMs: number): number | undefined;
  /** Waiting and under way. */
  readonly size: number;
  readonly underWay: number;
}

interface Host {
  readonly waiting: number[];
  /** Place of the next one in `waiting`. */
  next: number;
  underWay: number;
  hasAnswered: boolean;
  notBeforeMs: number;
  isReady: boolean;
}

export interface HostQueueLimits {
  /** Questions under way at once that were begun lately. */
  readonly atOnce: number;
  /** All of them, however long they take. */
  readonly atMost: number;
  /** After this time a question counts as one that takes long. */
  readonly patienceMs: number;
}

const atOneHost = 2;

export function createHostQueue({ atOnce, atMost, patienceMs }: HostQueueLimits): HostQueue {
  const hosts = new Map<string, Host>();
  /** Servers that may be asked, in turn. */
  let ready: string[] = [];
  let firstReady = 0;
  /** Servers that want to be left alone for a while. */
  const later = new Set<string>();
  const begun = new Map<number, number>();
  let size = 0;

  function makeReady(name: string, host: Host): void {
    const isFree = host.underWay < (host.hasAnswered ? atOneHost : 1);
    if (host.isReady || later.has(name) || !isFree || host.next >= host.waiting.length) return;
    host.isReady = true;
    ready.push(name);
  }

  function freshCount(nowMs: number): number {
    let count = 0;
    for (const sinceMs of begun.values()) if (nowMs - sinceMs < patienceMs) count += 1;
    return count;
  }

  function wake(nowMs: number): void {
    for (const name of later) {
      const host = hosts.get(name);
      if (host === undefined || host.notBeforeMs > nowMs) continue;
      later.delete(name);
      makeReady(name, host);
    }
  }

  function shiftReady(): string | undefined {
    const name = ready[firstReady];
    firstReady += 1;
    if (firstReady > 1_000) {
      ready = ready.slice(firstReady);
      firstReady = 0;
    }
    return name;
  }

  function end(turn: Turn): Host | undefined {
    begun.delete(turn.index);
    const host = hosts.get(turn.host);
    if (host !== undefined) host.underWay -= 1;
    return host;
  }

  return {
    add(name, index) {
      const host = hosts.get(name) ?? newHost();
      hosts.set(name, host);
      host.waiting.push(index);
      size += 1;
      makeReady(name, host);
    },
    take(nowMs) {
      wake(nowMs);
      if (begun.size >= atMost || freshCount(nowMs) >= atOnce) return undefined;
      for (let name = shiftReady(); name !== undefined; name = shiftReady()) {
        const host = hosts.get(name);
        if (host === undefined) continue;
        host.isReady = false;
        const index = host.waiting[host.next];
        if (index === undefined || later.has(name)) continue;
        host.next += 1;
        host.underWay += 1;
        begun.set(index, nowMs);
        makeReady(name, host);
        return { host: name, index };
      }
      firstReady = 0;
      ready = [];
      return undefined;
    },
    done(turn, { answered }) {
      const host = end(turn);
      size -= 1;
      if (host === undefined) return;
      host.hasAnswered ||= answered;
      if (host.next >= host.waiting.length && host.underWay === 0) hosts.delete(turn.host);
      else makeReady(turn.host, host);
    },
    putBack(turn, notBeforeMs) {
      const host = end(turn);
      if (host === undefined) return;
      host.waiting.push(turn.index);
      host.notBeforeMs = Math.max(host.notBeforeMs, notBeforeMs);
      later.add(turn.host);
    },
    drop(name) {
      const host = hosts.get(name);
      const rest = host?.waiting.splice(host.next) ?? [];
      size -= rest.length;
      later.delete(name);
      return rest;
    },
    nextMs(nowMs) {
      const moments = [...later].flatMap((name) => hosts.get(name)?.notBeforeMs ?? []);
      if (begun.size < atMost && ready.length > firstReady)
        for (const sinceMs of begun.values()) if (nowMs - sinceMs < patienceMs) moments.push(sinceMs + patienceMs);
      return moments.length === 0 ? undefined : Math.min(...moments);
    },
    get size() {
      return size;
    },
    get underWay() {
      return begun.size;
    },
  };
}

const newHost = (): Host => ({ waiting: [], next: 0, underWay: 0, hasAnswered: false, notBeforeMs: 0, isReady: false });
