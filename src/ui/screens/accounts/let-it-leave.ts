import type { PollenApp } from '../../../services/app-api.ts';

/**
 * Waits until what was written has left this device, so that a post of a moment ago does not wait until its account is opened again.
 * Resolves at once when there is nothing, or no network; and when `signal` is aborted, which loses nothing: what stays goes out later.
 * `onWaiting`: how many changes are left.
 */
export async function letItLeave(
  app: Pick<PollenApp, 'accounts' | 'changes' | 'connection'>,
  { signal, onWaiting }: { readonly signal: AbortSignal; readonly onWaiting: (count: number) => void },
): Promise<void> {
  const desk = await app.accounts();
  const { promise: isOver, resolve } = Promise.withResolvers<void>();
  const isOffline = (): boolean => app.connection.get().state === 'offline';
  async function look(): Promise<void> {
    const count = isOffline() ? 0 : await desk.waiting();
    if (count > 0) onWaiting(count);
    else resolve();
  }
  const ends = [
    app.changes((topics) => {
      if (topics.has('outbox')) void look().catch(() => resolve());
    }),
    app.connection.subscribe(() => {
      if (isOffline()) resolve();
    }),
  ];
  signal.addEventListener('abort', () => resolve(), { once: true });
  try {
    if (!signal.aborted) await Promise.all([look(), isOver]);
  } finally {
    for (const end of ends) end();
  }
}
