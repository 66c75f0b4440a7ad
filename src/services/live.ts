import type { Live } from './app-api.ts';

export interface WritableLive<T> extends Live<T> {
  /** Stores `value` and tells listeners, unless it is the same value. */
  set(value: T): void;
}

/** A value that changes, with listeners. */
export function createLive<T>(initial: T): WritableLive<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
  };
}
