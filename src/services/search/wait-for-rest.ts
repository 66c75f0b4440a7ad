import type { Timers } from '../timers.ts';

/** So long after the last movement somebody reads, ms. */
const restMs = 500;

/**
 * `rest` resolves at once unless somebody has scrolled `page` since it was asked before; else when they have stopped: a slow device
 * can do one thing without stumbling.
 */
export function waitForRest(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined, timers: Timers) {
  let movements = 0;
  let seen = 0;
  const note = (): void => void (movements += 1);
  page?.addEventListener('scroll', note, { passive: true });
  return {
    async rest(): Promise<void> {
      while (movements !== seen) {
        seen = movements;
        await new Promise<void>((resolve) => timers.after(restMs, resolve));
      }
    },
    stop: (): void => page?.removeEventListener('scroll', note),
  };
}
