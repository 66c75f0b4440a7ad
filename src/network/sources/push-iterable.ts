/** Turns what is pushed into something to iterate over, once. */
export interface PushIterable<T> {
  readonly iterable: AsyncIterable<T>;
  push(value: T): void;
  end(): void;
}

export function createPushIterable<T>(): PushIterable<T> {
  const values: T[] = [];
  let ended = false;
  let wake: () => void = () => {};
  async function* iterate(): AsyncGenerator<T> {
    for (;;) {
      const value = values.shift();
      if (value !== undefined) {
        yield value;
        continue;
      }
      if (ended) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return {
    iterable: iterate(),
    push(value) {
      if (ended) return;
      values.push(value);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
  };
}
