import type { Live } from '../../services/app-api.ts';

/** A value that screens watch. Listeners run after each change, in the order in which they came. */
export interface Value<T> extends Live<T> {
  set(next: T): void;
  update(change: (now: T) => T): void;
}

export function createValue<T>(initial: T): Value<T> {
  let now = initial;
  const listeners = new Set<() => void>();

  function set(next: T): void {
    if (Object.is(next, now)) return;
    now = next;
    for (const listener of listeners) listener();
  }

  return {
    get: () => now,
    set,
    update: (change) => set(change(now)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
