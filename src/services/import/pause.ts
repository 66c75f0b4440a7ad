/** Waits, when this tab has been at work for a while, until others have had their turn. Rejects when the work was called off. */
export type Pause = () => Promise<void> | undefined;

/** `signal` calls the work off. */
export function createPause(signal?: AbortSignal, turnMs = 12): Pause {
  let startedMs = performance.now();
  return () => {
    signal?.throwIfAborted();
    if (performance.now() - startedMs < turnMs) return undefined;
    return nextTurn().then(() => {
      startedMs = performance.now();
    });
  };
}

/** A message to oneself: unlike a timer it is not held back for milliseconds, nor in a tab that nobody sees. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener(
      'message',
      () => {
        port1.close();
        resolve();
      },
      { once: true },
    );
    port1.start();
    port2.postMessage(undefined);
  });
}
