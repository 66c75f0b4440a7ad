/** Somebody to be read, and the host that is asked for it. */
export interface Waiting<Key> {
  readonly key: Key;
  readonly host: string;
}

/** Reads one after the other in the order of urgency, a few at once, and never many at the same host. */
export interface ReadingLine<Key> {
  /** Replaces what waits; the first goes first. What is being read is left out. */
  fill(waiting: readonly Waiting<Key>[]): void;
  readonly isEmpty: boolean;
  clear(): void;
}

/** `read` never rejects. */
export function createReadingLine<Key>(
  limits: { readonly atOnce: number; readonly atOneHost: number },
  read: (key: Key) => Promise<unknown>,
): ReadingLine<Key> {
  const running = new Map<Key, string>();
  let line: readonly Waiting<Key>[] = [];
  /** Everything before it has begun. */
  let next = 0;
  const begun = new Set<Key>();

  function pump(): void {
    while (running.size < limits.atOnce) {
      const waiting = choose();
      if (waiting === undefined) return;
      const { key, host } = waiting;
      begun.add(key);
      running.set(key, host);
      void read(key).finally(() => {
        running.delete(key);
        pump();
      });
    }
  }

  /** The first whose host is not asked by others; a busy host is passed over, not waited for. */
  function choose(): Waiting<Key> | undefined {
    while (next < line.length && begun.has(line[next]?.key as Key)) next += 1;
    const busy = new Map<string, number>();
    for (const host of running.values()) busy.set(host, (busy.get(host) ?? 0) + 1);
    for (let place = next; place < line.length; place++) {
      const waiting = line[place];
      if (waiting === undefined || begun.has(waiting.key)) continue;
      if ((busy.get(waiting.host) ?? 0) < limits.atOneHost) return waiting;
    }
    return undefined;
  }

  return {
    fill(waiting) {
      line = waiting.filter(({ key }) => !running.has(key));
      next = 0;
      begun.clear();
      pump();
    },
    get isEmpty() {
      while (next < line.length && begun.has(line[next]?.key as Key)) next += 1;
      return next >= line.length;
    },
    clear() {
      line = [];
      next = 0;
    },
  };
}
