/** Runs something when the page has drawn what it has to draw; at once after the present task where nothing is known of that. */
export function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 1_000 });
  else setTimeout(run, 0);
}
