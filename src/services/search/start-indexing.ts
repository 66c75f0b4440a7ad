import type { LaterParts } from '../later-parts.ts';
import { whenIdle } from '../when-idle.ts';
import { waitForRest } from './wait-for-rest.ts';

/** After the app has started: what is on the screen, and who is connected, comes first. */
const firstMs = 6_000;
/** After something was stored: more may follow at once. */
const quietMs = 1_200;
/** Longest piece of work before the page has its turn, ms. */
const pieceMs = 8;
/** While something moves a slow device has no idle moment, and searching can wait: then so long, ms. */
const patienceMs = 5_000;

/**
 * Keeps the search index up with what is stored, in the tab that leads, while there is nothing else to do and nobody scrolls `page`.
 * Returns a function that ends it; what was under way is done again by whoever leads next.
 */
export function startIndexing(
  parts: Pick<LaterParts, 'store' | 'timers' | 'report'>,
  page: EventTarget | undefined = typeof document === 'undefined' ? undefined : document,
): () => void {
  const { store, timers, report } = parts;
  const { rest, stop: stopWatching } = waitForRest(page, timers);
  const ending = new AbortController();
  let isRunning = false;
  let isWanted = false;
  let cancel = (): void => undefined;

  async function run(): Promise<void> {
    // What indexes is loaded at rest, too: it is much to read for a slow device.
    await rest();
    const { createIndexer } = await import('./indexer.ts');
    const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    await createIndexer({ store, breathe: breathing(rest), newSeed }).run(ending.signal);
  }

  async function work(): Promise<void> {
    isRunning = true;
    isWanted = false;
    try {
      await run();
    } catch (error) {
      // What could not be written now (the device is full) is tried again with the next change.
      if (!ending.signal.aborted) report(error);
    } finally {
      isRunning = false;
      if (isWanted) later(quietMs);
    }
  }

  function later(delayMs: number): void {
    isWanted = true;
    cancel();
    if (isRunning || ending.signal.aborted) return;
    cancel = timers.after(delayMs, () => void work());
  }

  const stop = store.onChange((topics) => {
    if (topics.has('posts') || topics.has('people')) later(quietMs);
  });
  later(firstMs);
  return () => {
    ending.abort();
    cancel();
    stop();
    stopWatching();
  };
}

/** Gives the page its turn after every few ms of work: as many as it has nothing to draw. */
function breathing(rest: () => Promise<void>): () => Promise<void> {
  let endMs = performance.now() + pieceMs;
  return async () => {
    await rest();
    if (performance.now() < endMs) return;
    const idleMs = await new Promise<number>((resolve) => whenIdle(resolve, patienceMs));
    endMs = performance.now() + Math.min(pieceMs, idleMs);
  };
}
