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

/** What was started, while it is being stopped. */
export interface Led {
  /** Resolves when it has stopped. */
  ended(): Promise<unknown>;
}

/**
 * As `runAsLeader`, and no other account of this browser profile is online meanwhile: the next one waits until what `start` returned has
 * ended. Each account keeps its own lock as well, for tabs of a version that knows no other.
 */
export async function runAsOnlyOne(
  lockName: string,
  start: (signal: AbortSignal) => Promise<Led | void>,
  options: { readonly signal?: AbortSignal; readonly locks?: LockManager } = {},
): Promise<void> {
  const over = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal;
  await runAsLeader(
    'pollen-online',
    async (within) => {
      const led: (Led | void)[] = [];
      try {
        await runAsLeader(lockName, async (inner) => void led.push(await start(inner)), { ...options, signal: within });
      } finally {
        over.abort();
        await Promise.all(led.map((one) => one?.ended()));
      }
    },
    { ...options, signal },
  );
}
