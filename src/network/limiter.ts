/** Runs tasks, never more than `most` at once, in the order they came. */
export interface Limiter {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Running now. */
  readonly running: number;
}

export function createLimiter(most: number): Limiter {
  const queue: (() => void)[] = [];
  let running = 0;
  return {
    get running() {
      return running;
    },
    async run(task) {
      if (running >= most) {
        const { promise, resolve } = Promise.withResolvers<void>();
        queue.push(resolve);
        await promise;
      } else {
        running += 1;
      }
      try {
        return await task();
      } finally {
        // The place is handed on, so that nobody who comes in between makes it one too many.
        const next = queue.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
