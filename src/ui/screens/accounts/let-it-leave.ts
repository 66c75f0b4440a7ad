import type { PollenApp } from '../../../services/app-api.ts';

/** How often gateways are asked whether they have it, ms. */
const askMs = 500;
/** Gateways that have not caught up although nothing was waiting get so long, ms. */
const patienceMs = 10_000;

/**
 * Waits until what was written has left this device and a gateway has it, so that a post of a moment ago does not wait until its account is
 * opened again. Resolves at once when there is nothing to wait for, or no network; and when `signal` is aborted, which loses nothing: what
 * stays goes out later. `onWaiting` is called when there is something.
 */
export async function letItLeave(
  app: Pick<PollenApp, 'accounts' | 'changes' | 'connection'>,
  { signal, onWaiting }: { readonly signal: AbortSignal; readonly onWaiting: () => void },
): Promise<void> {
  const desk = await app.accounts();
  const isOffline = (): boolean => signal.aborted || app.connection.get().state === 'offline';
  if (isOffline()) return;
  if ((await desk.waiting()) > 0) {
    onWaiting();
    await untilSent(app, signal);
    while (!isOffline() && (await desk.keptElsewhere()) !== 'newest') await pause(askMs, signal);
    return;
  }
  const untilMs = performance.now() + patienceMs;
  while (!isOffline() && performance.now() < untilMs && (await desk.keptElsewhere()) === 'behind') {
    onWaiting();
    await pause(askMs, signal);
  }
}

/** Until nothing waits any more, there is no network, or `signal` is aborted. */
async function untilSent(app: Pick<PollenApp, 'accounts' | 'changes' | 'connection'>, signal: AbortSignal): Promise<void> {
  const desk = await app.accounts();
  const { promise: isOver, resolve } = Promise.withResolvers<void>();
  async function look(): Promise<void> {
    if (signal.aborted || app.connection.get().state === 'offline' || (await desk.waiting()) === 0) resolve();
  }
  const lookNow = (): void => void look().catch(() => resolve());
  const ends = [
    app.changes((topics) => {
      if (topics.has('outbox')) lookNow();
    }),
    app.connection.subscribe(lookNow),
  ];
  signal.addEventListener('abort', lookNow, { once: true });
  lookNow();
  await isOver;
  for (const end of ends) end();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
}
