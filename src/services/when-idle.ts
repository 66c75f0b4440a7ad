/**
 * Runs something when the page has drawn what it has to draw, or after `patienceMs` at the latest; at once after the present task where
 * nothing is known of that. `run` hears how long it may take, ms.
 */
export function whenIdle(run: (idleMs: number) => void, patienceMs = 1_000): void {
  if (typeof requestIdleCallback !== 'function') {
    setTimeout(() => run(Number.POSITIVE_INFINITY), 0);
    return;
  }
  const answer = (deadline: IdleDeadline): void => run(deadline.didTimeout ? Number.POSITIVE_INFINITY : deadline.timeRemaining());
  requestIdleCallback(answer, { timeout: patienceMs });
}
