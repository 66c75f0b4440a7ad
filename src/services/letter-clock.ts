import type { EnginePlatform } from './platform.ts';

const pauseMs = 30_000;

/**
 * Calls `check` when somebody looks at this tab again, and every 30 s while they can see it. Asking costs little: boxes answer that
 * nothing is new. Returns a function that ends it.
 */
export function startLetterClock(
  platform: Pick<EnginePlatform, 'timers' | 'isVisible' | 'onFocus'>,
  check: () => void,
): () => void {
  let cancel: (() => void) | undefined;

  function wait(): void {
    cancel?.();
    cancel = platform.timers.after(pauseMs, () => {
      cancel = undefined;
      if (platform.isVisible()) seen();
    });
  }

  function seen(): void {
    check();
    wait();
  }

  const stopFocus = platform.onFocus(seen);
  wait();
  return () => {
    stopFocus();
    cancel?.();
  };
}
