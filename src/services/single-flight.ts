/**
 * Runs at most `concurrency` jobs at once and one job a key. Asked again for a key that waits, callers share the job; asked for one
 * that runs, it runs once more afterwards, because what prompted the second call may be newer than what the first saw.
 */
export interface JobQueue<Key, T> {
  run(key: Key, options?: { readonly urgent?: boolean }): Promise<T>;
  /** Keys waiting or running. */
  readonly size: number;
  /** Forgets what waits; what runs ends by itself. */
  clear(): void;
}

interface Job<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: Promise<T>) => void;
  readonly reject: (reason: Error) => void;
}

export function createJobQueue<Key, T>(concurrency: number, work: (key: Key) => Promise<T>): JobQueue<Key, T> {
  const waiting = new Map<Key, Job<T>>();
  const urgent = new Set<Key>();
  const running = new Set<Key>();

  function pump(): void {
    for (const key of urgent) begin(key);
    for (const key of waiting.keys()) {
      if (running.size >= concurrency) return;
      begin(key);
    }
  }

  function begin(key: Key): void {
    const job = waiting.get(key);
    if (running.size >= concurrency || job === undefined || running.has(key)) return;
    waiting.delete(key);
    urgent.delete(key);
    running.add(key);
    const outcome = work(key);
    job.resolve(outcome);
    void outcome.then(ended, ended);
    function ended(): void {
      running.delete(key);
      pump();
    }
  }

  return {
    run(key, options) {
      const job = waiting.get(key) ?? newJob<T>();
      waiting.set(key, job);
      if (options?.urgent === true) urgent.add(key);
      pump();
      return job.promise;
    },
    get size() {
      return waiting.size + running.size;
    },
    clear() {
      for (const job of waiting.values()) job.reject(new DOMException('the queue was closed', 'AbortError'));
      waiting.clear();
      urgent.clear();
    },
  };
}

function newJob<T>(): Job<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  // A job may be started by an event that nobody waits for.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
