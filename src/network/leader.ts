/**
 * Runs `start` in one tab of the profile at a time: in this one as soon as no other holds the lock. Its signal is aborted when this
 * tab must stop: `signal` was aborted, or another tab took the lock by force. Resolves when it is over; rejects when `start` does.
 * Name: `pollen-node-<did>`. Without Web Locks, every tab leads.
 */
export async function runAsLeader(
  lockName: string,
  start: (signal: AbortSignal) => Promise<void>,
  { signal, locks = navigator.locks }: { readonly signal?: AbortSignal; readonly locks?: LockManager } = {},
): Promise<void> {
  const stop = new AbortController();
  const within = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const lead = async (): Promise<void> => {
    await start(within);
    if (!within.aborted) await new Promise<void>((resolve) => within.addEventListener('abort', () => resolve(), { once: true }));
  };
  if (!locks) return lead();
  try {
    await locks.request(lockName, { signal }, lead);
  } catch (error) {
    // Either it was never our turn, or the lock was taken away from us.
    if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
  } finally {
    stop.abort();
  }
}
